import { BulkheadError } from '@/domain/errors'
import type { BlockValue, Nest } from '../interpreter/block-runner'
import type { Place, StepResult } from './place'
import { baseScope, type Frame, type Scope } from './run-in-hand'

/** Runs a loop's body for each item, or a subflow, and makes the step's own value of what they came to. */
export function executeNest(place: Place, nest: Nest): Promise<StepResult> {
  return nest.nest === 'items' ? executeItems(place, nest) : executeSubflow(place, nest)
}

type ItemsNest = Extract<Nest, { nest: 'items' }>
type ItemResult = { value: unknown } | { failed: BulkheadError } | 'suspended'

async function executeItems(place: Place, nest: ItemsNest): Promise<StepResult> {
  const list = nest.items
  const results = new Array<ItemResult>(list.length)
  let next = 0
  let stopped: BulkheadError | null = null
  const worker = async () => {
    for (let index = next++; index < list.length && stopped === null; index = next++) {
      const result = await executeItem(place, list[index], index)
      results[index] = result
      if (result !== 'suspended' && 'failed' in result && nest.onItemError === 'stop') stopped ??= result.failed
    }
  }
  await Promise.all(Array.from({ length: Math.min(nest.atOnce, list.length) }, worker))
  if (stopped !== null) throw stopped
  if (results.includes('suspended')) return 'suspended'
  const values = results.map((result) => (result !== 'suspended' && 'value' in result ? result.value : null))
  const failed = results.filter((result) => result !== 'suspended' && 'failed' in result).length
  return finish(place, { results: values, failed })
}

async function executeItem(place: Place, item: unknown, index: number): Promise<ItemResult> {
  const { run, frame, step, key } = place
  const itemKey = `${key}[${index}]`
  const known = run.journal.step(itemKey).end
  if (known?.type === 'ended') return { value: known.output }
  if (known?.type === 'failed') return { failed: new BulkheadError(known.code, known.message) }
  const scope: Scope = { ...place.scope, [step.id]: { item, index } }
  const first = (step.next[step.bodyPort ?? ''] ?? []).map((end) => end.block)
  const steps = frame.flow.regions.get(step.id) ?? []
  try {
    const end = await place.enter({ run, frame, steps, first, scope, prefix: `${itemKey}/` })
    if (end === 'suspended') return 'suspended'
    const value = step.block.collect?.(scope, item) ?? null
    run.journal.append(itemKey, { type: 'ended', port: '', output: value })
    return { value }
  } catch (error) {
    if (!(error instanceof BulkheadError) || run.signal.aborted) throw error
    run.journal.append(itemKey, { type: 'failed', code: error.code, message: error.message })
    return { failed: error }
  }
}

async function executeSubflow(place: Place, nest: Extract<Nest, { nest: 'subflow' }>): Promise<StepResult> {
  const { run, key } = place
  const flow = run.plan.subflows.get(nest.target)
  if (flow === undefined) throw new BulkheadError('internal', `the subflow ${nest.target} is not in the bundle`)
  const frame: Frame = { flow, returned: {}, outermost: false }
  const scope = baseScope(run, flow, nest.input)
  const first = flow.triggers.filter(({ kind }) => kind === 'called').map(({ id }) => id)
  const steps = flow.regions.get(null) ?? []
  const end = await place.enter({ run, frame, steps, first, scope, prefix: `${key}/` })
  return end === 'suspended' ? end : finish(place, { results: frame.returned, failed: 0 })
}

function finish({ step }: Place, nested: { results: unknown; failed: number }): BlockValue {
  if (step.block.finish === undefined) throw new Error(`a ${step.kind} cannot nest`)
  return step.block.finish(nested)
}
