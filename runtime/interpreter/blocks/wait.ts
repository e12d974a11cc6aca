import { longestWaitMs, timeoutPort, wait } from '@/domain/blueprint/block-kinds/wait'
import { evaluateCondition, parseCondition } from '@/domain/blueprint/conditions'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import type { BlockContext, BlockValue } from '../block-runner'
import { defineRunner } from '../define-runner'
import { eventFilter } from '../event-filter'

export const waitRunner = defineRunner(wait, (config) => {
  const until = parseTemplate(config.until)
  const condition = config.for === 'condition' ? parseCondition(config.condition) : null
  const matches = config.for === 'event' ? eventMatch(config.match) : null

  const goOn = ({ now }: BlockContext, since: Date, port: string, more: Record<string, unknown> = {}): BlockValue => {
    const waitedSeconds = Math.max(0, Math.round((now().getTime() - since.getTime()) / 1_000))
    return { port, output: { waitedSeconds, ...more } }
  }

  return {
    async run(context) {
      const at = context.now().getTime()
      const latest = at + longestWaitMs(config)
      switch (config.for) {
        case 'duration':
          return { wait: { for: 'time', until: latest } }
        case 'time': {
          const time = timeIn(renderTemplate(until, context.scope))
          return time <= at ? goOn(context, context.now(), 'out') : { wait: { for: 'time', until: time } }
        }
        case 'condition':
          if (condition !== null && evaluateCondition(condition, context.scope))
            return goOn(context, context.now(), 'out')
          return { wait: { for: 'condition', until: latest } }
        case 'event':
          return { wait: { for: 'event', event: config.event.trim(), until: latest } }
      }
    },
    async wake(context, wake, since) {
      const isTimed = config.for === 'duration' || config.for === 'time'
      if (wake.by === 'time') return goOn(context, since, isTimed ? 'out' : timeoutPort.name)
      if (wake.by === 'check' && condition !== null) {
        return evaluateCondition(condition, context.scope) ? goOn(context, since, 'out') : null
      }
      if (wake.by !== 'event' || matches === null) return null
      const event = { name: wake.name, payload: wake.payload }
      return matches(event, context) ? goOn(context, since, 'out', { event }) : null
    },
  }
})

function eventMatch(match: string): (event: { name: string; payload: unknown }, context: BlockContext) => boolean {
  const passes = eventFilter(match)
  // The condition speaks of `event`, beside everything that came before.
  return (event, { scope }) => passes(scope.input, { ...scope, event })
}

function timeIn(text: string): number {
  const at = Date.parse(text.trim())
  if (!Number.isNaN(at)) return at
  throw new BulkheadError('bad-input', `"${text.trim()}" is not a time: write one such as 2026-12-24T18:00:00Z`)
}
