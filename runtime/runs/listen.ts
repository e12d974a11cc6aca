import { BulkheadError } from '@/domain/errors'
import type { TriggerEvent } from '../interpreter/block-runner'
import type { Plan } from '../interpreter/plan'
import type { RunTrigger } from './run-record'

/**
 * The triggers that an event fires, and what `input` then is. Throws `not-found` in words that say what the agent does
 * listen for, or `bad-input` with what is wrong with the payload.
 */
export function listen(plan: Plan, event: TriggerEvent): NonNullable<RunTrigger> {
  const scope = { tenant: plan.bundle.tenant, slots: plan.main.slots }
  const fired = plan.main.triggers.flatMap((step) => {
    const input = step.block.fires?.(event, scope) ?? null
    return input === null ? [] : [{ id: step.id, input }]
  })
  if (fired.length === 0) throw nothingListens(event)
  return { event, fired: fired.map(({ id }) => id), input: Object.assign({}, ...fired.map(({ input }) => input)) }
}

function nothingListens(event: TriggerEvent): BulkheadError {
  if (event.kind === 'chat-message') return new BulkheadError('not-found', 'This agent does not take chat messages.')
  if (event.kind !== 'event') return new BulkheadError('not-found', 'This agent has no such trigger any more.')
  return new BulkheadError('not-found', `This agent does not listen for the event "${event.event}".`)
}
