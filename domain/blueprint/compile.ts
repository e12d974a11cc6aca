import { BulkheadError } from '../errors'
import { type Bundle, bundleLimits, bundleSchema, type PlanStep } from '../runtime/bundle'
import { blockKindOf } from './block-kinds/registry'
import { canonicalJson, type Digest, sha256Digest, utf8Length } from './canonical'
import { digestOf } from './digest'
import type { BlueprintDocument, Endpoint } from './document'
import { type Graph, graphOf, topologicalOrder } from './graph'
import { isError, lint } from './lint'
import { permissionsOf } from './permissions'
import { resolveSlots } from './slots'

export type CompileInput = {
  document: BlueprintDocument
  version: number
  blueprint: { id: string; name: string }
  workspaceId: string
  tenant: { id: string; slug: string; name: string }
  slotValues: Readonly<Record<string, unknown>>
}

export type Compiled = {
  bundle: Bundle
  /** The canonical JSON of `bundle`: what is signed. */
  payload: string
  digest: Digest
}

export type CompiledVersion = {
  /** Throws as `compile` does. */
  forTenant(input: Omit<CompileInput, 'document' | 'version'>): Compiled
}

/**
 * A version and a tenant give the plan that the tenant's runtime executes. Equal input gives equal bytes.
 * Throws `lint-failed` with `details.problems`, `bad-input` naming the slots that have no fitting value, or `too-large`.
 */
export function compile({ document, version, ...rest }: CompileInput): Compiled {
  return compileVersion(document, version).forTenant(rest)
}

/** The part of `compile` that is the same for every tenant, done once. */
export function compileVersion(document: BlueprintDocument, version: number): CompiledVersion {
  const errors = lint(document).filter(isError)
  const plan = errors.length > 0 ? null : planOf(document)
  return {
    forTenant({ blueprint, workspaceId, tenant, slotValues }) {
      if (plan === null) throw lintFailed(blueprint.name, version, errors)
      const { digest, ...rest } = plan
      const bundle = bundleSchema.parse({
        format: 1,
        workspaceId,
        tenant: { id: tenant.id, slug: tenant.slug, name: tenant.name },
        blueprint: { id: blueprint.id, name: blueprint.name, version, digest },
        slots: slotsFor(document, tenant.name, slotValues),
        ...rest,
      })
      return withPayload(bundle)
    },
  }
}

function planOf(document: BlueprintDocument) {
  const graph = graphOf(document)
  return {
    digest: digestOf(document),
    sessions: document.policy.sessions,
    triggers: graph.ids.filter((id) => blockKindOf(document.blocks[id]?.kind ?? '')?.group === 'trigger'),
    steps: topologicalOrder(graph).order.map((id) => stepOf(document, graph, id)),
    manifest: permissionsOf(document),
  }
}

function withPayload(bundle: Bundle): Compiled {
  const payload = canonicalJson(bundle)
  const bytes = utf8Length(payload)
  if (bytes > bundleLimits.payloadBytes) {
    throw new BulkheadError('too-large', `The bundle has ${bytes} bytes; the limit is ${bundleLimits.payloadBytes}.`, {
      details: { actual: bytes, limit: bundleLimits.payloadBytes },
    })
  }
  return { bundle, payload, digest: sha256Digest(payload) }
}

function stepOf(document: BlueprintDocument, graph: Graph, id: string): PlanStep {
  const block = document.blocks[id]
  const kind = blockKindOf(block?.kind ?? '')
  if (block === undefined || kind === undefined)
    throw new BulkheadError('internal', `Block "${id}" passed lint unseen.`)
  const config = kind.config.parse(block.config)
  const next: Record<string, Endpoint[]> = {}
  for (const port of kind.outputs(config)) {
    const edges = (graph.outgoing.get(id) ?? []).filter((edge) => edge.from.port === port.name)
    next[port.name] = edges.map((edge) => edge.to)
  }
  return { id, kind: block.kind, label: block.label, config, next }
}

function slotsFor(
  document: BlueprintDocument,
  tenantName: string,
  slotValues: CompileInput['slotValues'],
): Bundle['slots'] {
  const { values, problems } = resolveSlots(document.slots, slotValues)
  if (problems.length === 0) return values
  const sentences = problems.map((problem) => problem.message).join(' ')
  throw new BulkheadError('bad-input', `The slots of "${tenantName}" do not fit this version. ${sentences}`, {
    details: { slots: problems },
  })
}

function lintFailed(name: string, version: number, problems: ReturnType<typeof lint>): BulkheadError {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return new BulkheadError('lint-failed', `"${name}" v${version} cannot run: ${problems[0]?.message ?? ''}${more}`, {
    details: { problems },
  })
}
