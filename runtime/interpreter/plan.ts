import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import { solePath } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import { type Policy, preparePolicy } from '@/domain/policy/decide'
import type { Bundle, PlanStep } from '@/domain/runtime/bundle'
import type { PreparedBlock } from './block-runner'
import { blockRunners } from './registry'

export type PreparedStep = PlanStep & {
  block: PreparedBlock
  /** Where a default value goes in; null for kinds without one. */
  failure: { main: string; port: string } | { main: null; port: null } | null
  bodyPort: string | null
  /** For a reply that is exactly one block's text: that block. */
  repeats: string | null
}

/** One drawing that is ready to run: that of the bundle itself, or one that it calls. */
export type Flow = {
  steps: readonly PreparedStep[]
  indexOf: ReadonlyMap<string, number>
  /** The steps of each loop's body, and under null those outside of loops; in topological order. */
  regions: ReadonlyMap<string | null, readonly PreparedStep[]>
  triggers: readonly PreparedStep[]
  slots: Bundle['slots']
}

/** A bundle that is ready to run: every block known, every config, template and rule read. */
export type Plan = {
  digest: string
  bundle: Bundle
  main: Flow
  subflows: ReadonlyMap<string, Flow>
  policy: Policy
  secretSlots: ReadonlySet<string>
}

/** Throws `bad-input` that names the block, so that a bundle which cannot run is refused and never swapped in. */
export function preparePlan(bundle: Bundle, digest: string): Plan {
  const subflows = Object.entries(bundle.subflows ?? {}).map(([key, plan]): [string, Flow] => [key, prepareFlow(plan)])
  return {
    digest,
    bundle,
    main: prepareFlow(bundle),
    subflows: new Map(subflows),
    policy: preparePolicy(bundle.manifest.rules),
    secretSlots: new Set(Object.keys(bundle.manifest.secrets)),
  }
}

function prepareFlow(plan: Pick<Bundle, 'steps' | 'triggers' | 'slots'>): Flow {
  const steps = plan.steps.map(prepareStep)
  const indexOf = new Map(steps.map((step, index) => [step.id, index]))
  if (indexOf.size !== steps.length) throw new BulkheadError('bad-input', 'Two steps of the bundle have one id.')
  steps.forEach((step, index) => {
    for (const end of Object.values(step.next).flat()) {
      const target = indexOf.get(end.block)
      if (target === undefined || target <= index) {
        throw new BulkheadError('bad-input', `The step ${step.id} leads to ${end.block}, which does not come after it.`)
      }
    }
    if (step.region !== undefined && (indexOf.get(step.region) ?? index) >= index) {
      throw new BulkheadError(
        'bad-input',
        `The step ${step.id} stands in the body of ${step.region}, which is not there.`,
      )
    }
  })
  const triggers = plan.triggers.map((id) => {
    const step = steps[indexOf.get(id) ?? -1]
    if (step === undefined) throw new BulkheadError('bad-input', `The trigger ${id} is not among the steps.`)
    return step
  })
  return { steps, indexOf, regions: regionsOf(steps), triggers, slots: plan.slots }
}

function regionsOf(steps: readonly PreparedStep[]): Flow['regions'] {
  const regions = new Map<string | null, PreparedStep[]>()
  for (const step of steps) {
    const region = regions.get(step.region ?? null) ?? []
    region.push(step)
    regions.set(step.region ?? null, region)
  }
  return regions
}

function prepareStep(step: PlanStep): PreparedStep {
  const runner = blockRunners.get(step.kind)
  const kind = blockKindOf(step.kind)
  if (runner === undefined || kind === undefined) {
    throw new BulkheadError(
      'bad-input',
      `The block ${step.id} is of the kind "${step.kind}", which this runtime does not know: it needs a newer image.`,
    )
  }
  try {
    return {
      ...step,
      block: runner.prepare(step.config, step.id),
      failure: kind.failure,
      bodyPort: kind.bodyPort ?? null,
      repeats: step.kind === 'reply' ? repeated(step) : null,
    }
  } catch (error) {
    const why = error instanceof BulkheadError ? error.message : 'it cannot be prepared'
    throw new BulkheadError('bad-input', `The block ${step.id} cannot run: ${why}`, { cause: error })
  }
}

function repeated(step: PlanStep): string | null {
  const { text } = step.config
  if (typeof text !== 'string' || text.trim() !== text) return null
  const path = solePath(text)
  return path !== null && path.length === 2 && path[1] === 'text' ? (path[0] ?? null) : null
}
