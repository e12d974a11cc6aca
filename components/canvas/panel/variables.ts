import type { ExpressionField, ValueSpec } from '@/domain/blueprint/block-kind'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { ancestorsOf, type Graph, graphOf } from '@/domain/blueprint/graph'
import { clockFields } from '@/domain/blueprint/now'
import { errorPort, errorValues } from '@/domain/blueprint/ports'
import { bodiesOf } from '@/domain/blueprint/regions'

export type Variable = { path: string; label: string }
export type VariableGroup = { title: string; variables: Variable[] }

/** What a field of this block can read, nearest first: what the drawing gives, then what is always there. */
export function variablesFor(document: BlueprintDocument, blockId: string, field = ''): VariableGroup[] {
  const graph = graphOf(document)
  const before = ancestorsOf(graph, blockId)
  // What a loop collects is read where its body ends.
  const inside = bodiesOf(document, graph).get(blockId) ?? []
  const readable = [...new Set([...before, ...inside])].filter((id) => id !== blockId).sort()
  const expression = expressionAt(document, blockId, field)
  const own = expression?.names ?? []
  const triggers = own.includes('input') ? [...readable, blockId] : readable
  const groups: VariableGroup[] = [
    { title: 'Here', variables: ownVariables(document, blockId, own) },
    { title: 'What came in', variables: inputVariables(document, triggers) },
    ...readable.map((id) => ({
      title: document.blocks[id]?.label ?? id,
      variables: outputVariables(document, id, endsBadlyInto(graph, id, before, blockId)),
    })),
    { title: 'Slots', variables: slotVariables(document, expression?.secret === true) },
    ...alwaysThere(document),
  ]
  return groups.filter((group) => group.variables.length > 0)
}

/** Secrets are put in outside the box, so only a field that may be one alone is offered them. */
export function slotVariables({ slots }: BlueprintDocument, secrets: boolean): Variable[] {
  return Object.entries(slots)
    .filter(([, slot]) => secrets || slot.type !== 'secret')
    .map(([name, slot]) => ({ path: `slots.${name}`, label: slot.label }))
}

function expressionAt(document: BlueprintDocument, id: string, field: string): ExpressionField | undefined {
  return kindAt(document, id)
    ?.expressions(document.blocks[id]?.config ?? {})
    .find(({ path }) => path === field)
}

/** Names that this field alone can read, told by what the block itself gives: `event.payload` of a wait. */
function ownVariables(document: BlueprintDocument, id: string, names: readonly string[]): Variable[] {
  const values = kindAt(document, id)?.values(document.blocks[id]?.config ?? {}) ?? []
  return names
    .filter((name) => name !== 'input')
    .flatMap((name) => {
      const below = values.filter(({ path }) => path.startsWith(`${name}.`))
      return below.length > 0 ? [...below] : [{ path: name, label: name }]
    })
}

function inputVariables(document: BlueprintDocument, ids: readonly string[]): Variable[] {
  const found = new Map<string, Variable>()
  for (const id of ids) {
    const kind = kindAt(document, id)
    if (kind?.group !== 'trigger') continue
    for (const { path, label } of kind.values(document.blocks[id]?.config ?? {})) {
      found.set(path, { path: `input.${path}`, label })
    }
  }
  return [...found.values()]
}

function outputVariables(document: BlueprintDocument, id: string, failed: boolean): Variable[] {
  const kind = kindAt(document, id)
  if (kind === undefined || kind.group === 'trigger') return []
  const isError = ({ path }: ValueSpec) => errorValues.some((value) => value.path === path)
  return kind
    .values(document.blocks[id]?.config ?? {})
    .filter((value) => failed || !isError(value))
    .map(({ path, label }) => ({ path: `${id}.${path}`, label }))
}

/** Whether the way here can lead through the block's error port, so that its error can be read. */
function endsBadlyInto(graph: Graph, id: string, before: ReadonlySet<string>, blockId: string): boolean {
  const outgoing = graph.outgoing.get(id) ?? []
  return outgoing.some(({ from, to }) => from.port === errorPort.name && (to.block === blockId || before.has(to.block)))
}

function alwaysThere(document: BlueprintDocument): VariableGroup[] {
  return [
    { title: 'Session', variables: [{ path: 'session.id', label: 'Id' }, ...setVariables(document, 'session')] },
    {
      title: 'Tenant',
      variables: [
        { path: 'tenant.name', label: 'Name' },
        { path: 'tenant.slug', label: 'Slug' },
        ...setVariables(document, 'tenant'),
      ],
    },
    { title: 'Now (UTC)', variables: clockFields.map((name) => ({ path: `now.${name}`, label: name })) },
  ]
}

/** Values that set blocks keep beyond a turn can be read everywhere. */
function setVariables(document: BlueprintDocument, scope: 'session' | 'tenant'): Variable[] {
  const names = Object.values(document.blocks)
    .filter(({ kind, config }) => kind === 'set' && config.scope === scope)
    .flatMap((block) => blockKindOf(block.kind)?.values(block.config) ?? [])
    .map(({ path }) => path)
    .filter((path) => !errorValues.some((value) => value.path === path))
  return [...new Set(names)].sort().map((name) => ({ path: `${scope}.vars.${name}`, label: name }))
}

function kindAt(document: BlueprintDocument, id: string) {
  return blockKindOf(document.blocks[id]?.kind ?? '')
}
