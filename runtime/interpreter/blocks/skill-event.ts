import { skillEvent } from '@/domain/blueprint/block-kinds/skill-event'
import { defineRunner } from '../define-runner'
import { eventFilter } from '../event-filter'
import { passInput } from '../pass-input'

export const skillEventRunner = defineRunner(skillEvent, ({ event: name, filter }) => {
  const passes = eventFilter(filter)
  return {
    fires(event, scope) {
      if (event.kind !== 'event' || event.event !== name) return null
      const payload = typeof event.payload === 'object' && event.payload !== null ? event.payload : {}
      const input = { ...payload }
      return passes(input, scope) ? input : null
    },
    run: passInput,
  }
})
