import { BulkheadError } from '../../errors'
import type { ExpressionField } from '../block-kind'
import { slotOf } from '../block-kinds/call-webhook'
import { blockKindOf } from '../block-kinds/registry'
import { closest } from '../closest'
import { parseCondition } from '../conditions'
import type { BlueprintDocument } from '../document'
import type { NameUse } from '../expression-names'
import { contextNames, parseExpression } from '../expressions'
import { ancestorsOf, type Graph, upstreamTest } from '../graph'
import { clockFields } from '../now'
import type { Problem } from '../problem'
import { bodiesOf } from '../regions'
import { parseTemplate } from '../templates'

/** Templates and conditions that cannot be read, or that read what is not there. */
export function expressionProblems(document: BlueprintDocument, graph: Graph): Problem[] {
  const isUpstream = upstreamTest(graph)
  const triggers = graph.ids.filter((id) => blockKindOf(document.blocks[id]?.kind ?? '')?.group === 'trigger')
  return graph.ids.flatMap((id) => {
    const block = document.blocks[id]
    const fields = block === undefined ? [] : (blockKindOf(block.kind)?.expressions(block.config) ?? [])
    if (fields.length === 0) return []
    const body = () => bodiesOf(document, graph).get(id) ?? new Set<string>()
    const place: Place = { document, graph, block: id, triggers, isUpstream, body }
    return fields.filter(({ text }) => text.trim() !== '').flatMap((field) => fieldProblems(place, field))
  })
}

type Place = {
  document: BlueprintDocument
  graph: Graph
  block: string
  triggers: readonly string[]
  isUpstream: (from: string, to: string) => boolean
  body: () => ReadonlySet<string>
}
type Finding = { code: string; severity?: Problem['severity']; message: string }

function fieldProblems(place: Place, field: ExpressionField): Problem[] {
  const at = { block: place.block, field: field.path }
  const label = place.document.blocks[place.block]?.label ?? place.block
  const problem = ({ code, severity = 'error', message }: Finding): Problem => {
    return { code, severity, message: `"${label}", ${field.label}: ${message}`, at }
  }
  try {
    const own = new Set(field.names ?? [])
    const found = usesOf(field).flatMap((use) => (own.has(use.name) ? [] : (findingFor(place, use, field) ?? [])))
    return [...new Map(found.map((finding) => [finding.message, finding])).values()].map(problem)
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    return [problem({ code: 'bad-expression', message: error.message })]
  }
}

function usesOf(field: ExpressionField): readonly NameUse[] {
  if (field.syntax === 'condition') return parseCondition(field.text).uses
  if (field.syntax === 'value') return parseExpression(field.text).uses
  return parseTemplate(field.text).flatMap((part) => ('text' in part ? [] : part.expression.uses))
}

function findingFor(place: Place, use: NameUse, within: ExpressionField): Finding | null {
  const { document } = place
  const [field] = use.path
  switch (use.name) {
    case 'slots':
      return slotFinding(document, field, within)
    case 'tenant':
      return field === undefined ? null : unknownField('tenant', field, ['id', 'slug', 'name', 'vars'])
    case 'session':
      return field === undefined ? null : unknownField('session', field, ['id', 'vars'])
    case 'now':
      return field === undefined ? null : unknownField('now', field, clockFields)
    case 'input':
      return field === undefined ? null : inputFinding(place, field, use.guarded)
  }
  const block = document.blocks[use.name]
  const isInside = within.inside === true && (use.name === place.block || place.body().has(use.name))
  if (block !== undefined && (isInside || (use.name !== place.block && place.isUpstream(use.name, place.block)))) {
    return outputFinding(document, use)
  }
  if (block !== undefined) {
    return {
      code: 'not-upstream',
      message: `"${block.label}" does not run before this block, so \`${use.name}\` is empty here.`,
    }
  }
  return {
    code: 'unknown-name',
    message: `nothing is called \`${use.name}\`.${hint(use.name, [...contextNames, ...ancestorsOf(place.graph, place.block)])}`,
  }
}

/** Secrets are put in by the broker, so a text that holds one cannot be made in the box. */
function slotFinding(document: BlueprintDocument, field: string | undefined, within: ExpressionField): Finding | null {
  const secrets = Object.keys(document.slots).filter((name) => document.slots[name]?.type === 'secret')
  if (field === undefined || !secrets.includes(field)) {
    return field === undefined ? null : unknownField('slots', field, Object.keys(document.slots))
  }
  if (within.secret === true && slotOf(within.text).includes(field)) return null
  const message = `\`slots.${field}\` is a secret: it can only be the whole value of a header of a webhook call.`
  return { code: 'secret-in-text', message }
}

function unknownField(root: string, field: string, known: readonly string[]): Finding | null {
  if (known.includes(field)) return null
  if (root === 'slots') return { code: 'unknown-slot', message: `there is no slot \`${field}\`.${hint(field, known)}` }
  return { code: 'unknown-field', message: `\`${root}\` has no \`${field}\`.${hint(field, known)}` }
}

/** What `input` holds depends on which trigger fired. */
function inputFinding(place: Place, field: string, guarded: boolean): Finding | null {
  const upstream = place.triggers.filter((id) => place.isUpstream(id, place.block))
  const triggers = upstream.flatMap((id) => {
    const block = place.document.blocks[id]
    const kind = blockKindOf(block?.kind ?? '')
    if (block === undefined || kind === undefined) return []
    return [{ label: block.label, fields: kind.values(block.config).map((value) => value.path) }]
  })
  const without = triggers.filter((trigger) => !trigger.fields.includes(field))
  if (without.length === 0) return null
  const names = without.map((trigger) => `"${trigger.label}"`).join(' and ')
  const known = [...new Set(triggers.flatMap((trigger) => trigger.fields))]
  if (without.length < triggers.length) {
    const message = `\`input.${field}\` is empty when ${names} starts the flow: ask has(input.${field}) first.`
    return guarded ? null : { code: 'input-varies', severity: 'warning', message }
  }
  return { code: 'unknown-field', message: `${names} gives no \`input.${field}\`.${hint(field, known)}` }
}

function outputFinding(document: BlueprintDocument, use: NameUse): Finding | null {
  const block = document.blocks[use.name]
  const kind = block === undefined ? undefined : blockKindOf(block.kind)
  if (block === undefined || kind === undefined || use.path.length === 0) return null
  const known = kind.values(block.config).map((value) => value.path)
  const path = use.path.join('.')
  const isLeaf = (value: string) => !known.some((other) => other.startsWith(`${value}.`))
  const fits = known.some(
    (value) => value === path || value.startsWith(`${path}.`) || (isLeaf(value) && path.startsWith(`${value}.`)),
  )
  if (fits) return null
  return { code: 'unknown-field', message: `"${block.label}" gives no \`${use.name}.${path}\`.${hint(path, known)}` }
}

function hint(word: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const near = closest(word, known)
  if (near !== null) return ` Did you mean \`${near}\`?`
  const shown = known.slice(0, 8).map((name) => `\`${name}\``)
  return ` There is ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}.`
}
