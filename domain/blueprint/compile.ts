import { BulkheadError } from '../errors'
import { type Bundle, bundleLimits, bundleSchema, type PlanStep, type SubflowPlan } from '../runtime/bundle'
import { blockKindOf } from './block-kinds/registry'
import { canonicalJson, type Digest, sha256Digest, utf8Length } from './canonical'
import { digestOf } from './digest'
import type { BlueprintDocument, Endpoint } from './document'
import { type Graph, graphOf, topologicalOrder } from './graph'
import { isError, lint } from './lint'
import { permissionsOf } from './permissions'
import { type Bodies, bodiesOf, regionOf } from './regions'
import { resolveSlots } from './slots'
import { checkSubflows, type SubflowSources } from './subflows'

export type CompileInput = {
  document: BlueprintDocument
  version: number
  /** Every version that the drawing calls, directly or not. */
  subflows?: SubflowSources
  blueprint: { id: string; name: string }
  workspaceId: string
  tenant: { id: string; slug: string; name: string }
  /** For a runtime in which a builder tries a draft out. */
  preview?: boolean
  /** Of a secret slot `true`, when the tenant has entered one. */
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
  forTenant(input: Omit<CompileInput, 'document' | 'version' | 'subflows'>): Compiled
}

/**
 * A version and a tenant give the plan that the tenant's runtime executes. Equal input gives equal bytes.
 * Throws `lint-failed` with `details.problems`, `bad-input` naming the slots that have no fitting value or the subflow that
 * cannot be called, or `too-large`.
 */
export function compile({ document, version, subflows, ...rest }: CompileInput): Compiled {
  return compileVersion(document, version, subflows).forTenant(rest)
}

/** The part of `compile` that is the same for every tenant, done once. */
export function compileVersion(
  document: BlueprintDocument,
  version: number,
  subflows: SubflowSources = new Map(),
): CompiledVersion {
  const errors = lint(document).filter(isError)
  const plan = errors.length > 0 ? null : planOf(document)
  const subplans = [...subflows].map(([key, source]) => ({ key, source, plan: planOf(source.document) }))
  return {
    forTenant({ blueprint, workspaceId, tenant, preview, slotValues }) {
      if (plan === null) throw lintFailed(blueprint.name, version, errors)
      checkSubflows({ blueprint: blueprint.id, name: blueprint.name, document }, subflows)
      const slots = slotsFor(document, tenant.name, slotValues)
      const called = subplans.map(({ key, source, plan: subplan }): [string, SubflowPlan] => {
        const own = slotsFor(source.document, tenant.name, slotValues)
        return [key, { name: source.name, version: source.version, slots: own, ...subplan }]
      })
      const drawings = subplans.map(({ source }) => source.document)
      const allSlots = Object.assign({}, ...called.map(([, { slots: own }]) => own), slots)
      const bundle = bundleSchema.parse({
        format: 1,
        workspaceId,
        tenant: { id: tenant.id, slug: tenant.slug, name: tenant.name },
        blueprint: { id: blueprint.id, name: blueprint.name, version, digest: digestOf(document) },
        ...(preview === true ? { preview } : {}),
        slots,
        // Whoever tries a draft talks to the newest.
        sessions: preview === true ? 'move' : document.policy.sessions,
        ...plan,
        ...(called.length === 0 ? {} : { subflows: Object.fromEntries(called) }),
        manifest: permissionsOf(document, drawings, allSlots),
      })
      return withPayload(bundle)
    },
  }
}

function planOf(document: BlueprintDocument): Pick<Bundle, 'triggers' | 'steps'> {
  const graph = graphOf(document)
  const bodies = bodiesOf(document, graph)
  return {
    triggers: graph.ids.filter((id) => blockKindOf(document.blocks[id]?.kind ?? '')?.group === 'trigger'),
    steps: topologicalOrder(graph).order.map((id) => stepOf(document, graph, bodies, id)),
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

function stepOf(document: BlueprintDocument, graph: Graph, bodies: Bodies, id: string): PlanStep {
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
  const region = regionOf(bodies, id)
  return {
    id,
    kind: block.kind,
    label: block.label,
    config,
    next,
    ...(region === undefined ? {} : { region }),
    ...(block.handling === undefined ? {} : { handling: block.handling }),
  }
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
