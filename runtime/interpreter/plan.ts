import { solePath } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import type { Bundle, PlanStep } from '@/domain/runtime/bundle'
import type { RunBlock } from './block-runner'
import { blockRunners } from './registry'

export type PreparedStep = {
  id: string
  kind: string
  label: string
  config: PlanStep['config']
  run: RunBlock
  next: PlanStep['next']
  /** For a reply that is exactly one block's text: that block. */
  repeats: string | null
}

/** A bundle that is ready to run: every block known, every config and template read. */
export type Plan = {
  digest: string
  bundle: Bundle
  steps: readonly PreparedStep[]
  indexOf: ReadonlyMap<string, number>
}

/** Throws `bad-input` that names the block, so that a bundle which cannot run is refused and never swapped in. */
export function preparePlan(bundle: Bundle, digest: string): Plan {
  const steps = bundle.steps.map(prepareStep)
  const indexOf = new Map(steps.map((step, index) => [step.id, index]))
  if (indexOf.size !== steps.length) throw new BulkheadError('bad-input', 'Two steps of the bundle have one id.')
  steps.forEach((step, index) => {
    for (const end of Object.values(step.next).flat()) {
      const target = indexOf.get(end.block)
      if (target === undefined || target <= index) {
        throw new BulkheadError('bad-input', `The step ${step.id} leads to ${end.block}, which does not come after it.`)
      }
    }
  })
  const missing = bundle.triggers.find((id) => !indexOf.has(id))
  if (missing !== undefined) throw new BulkheadError('bad-input', `The trigger ${missing} is not among the steps.`)
  return { digest, bundle, steps, indexOf }
}

function prepareStep(step: PlanStep): PreparedStep {
  const runner = blockRunners.get(step.kind)
  if (runner === undefined) {
    throw new BulkheadError(
      'bad-input',
      `The block ${step.id} is of the kind "${step.kind}", which this runtime does not know: it needs a newer image.`,
    )
  }
  try {
    return { ...step, run: runner.prepare(step.config), repeats: step.kind === 'reply' ? repeated(step) : null }
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
