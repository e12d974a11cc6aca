import { schedule } from '@/domain/blueprint/block-kinds/schedule'
import { defineRunner } from '../define-runner'
import { passInput } from '../pass-input'

export const scheduleRunner = defineRunner(schedule, (_config, blockId) => ({
  fires: (event) =>
    event.kind === 'schedule' && event.block === blockId ? { at: event.at, missed: event.missed } : null,
  run: passInput,
}))
