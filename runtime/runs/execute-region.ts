import { BulkheadError } from '@/domain/errors'
import type { PreparedStep } from '../interpreter/plan'
import { executeStep } from './execute-step'
import type { Region } from './place'

const isTrigger = ({ block, kind }: PreparedStep) => block.fires !== undefined || kind === 'called'

/**
 * Runs steps in their order, each when an edge into it was taken. What comes after a step that waits is left for later;
 * everything else goes on. Which steps run, and with what, depends on the journal and the plan alone, so that a run which is
 * taken up again comes to the same place.
 */
export async function executeRegion(region: Region): Promise<'done' | 'suspended'> {
  const { run, frame, steps, scope, prefix } = region
  const pending = new Set(region.first)
  /** Steps that a waiting step may still lead to. */
  const held = new Set<string>()
  let suspended = false
  for (const step of steps) {
    const isHeld = held.has(step.id)
    if (isHeld) for (const end of Object.values(step.next).flat()) held.add(end.block)
    if (isHeld) suspended ||= pending.has(step.id)
    if (isHeld || !pending.delete(step.id)) continue
    const breath = run.breathe()
    if (breath !== null) await breath
    if (run.signal.aborted) throw new BulkheadError('interrupted', 'The agent is being stopped.')
    const result = await executeStep({
      run,
      frame,
      step,
      key: `${prefix}${step.id}`,
      scope,
      pending,
      enter: executeRegion,
    })
    if (result === 'suspended') {
      suspended = true
      for (const end of Object.values(step.next).flat()) held.add(end.block)
      continue
    }
    scope[step.id] = result.output
    // A trigger may know more when it has run than when it fired: the words of a voice note.
    if (isTrigger(step)) scope.input = result.output
    if (step.kind === 'return') Object.assign(frame.returned, result.output)
    for (const end of step.next[result.port] ?? []) pending.add(end.block)
  }
  return suspended ? 'suspended' : 'done'
}
