import { Cron } from 'croner'
import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { isTimeZone } from '../now'
import { outPort } from '../ports'

const config = z.strictObject({
  /** Five fields, as in crontab(5): minute, hour, day of month, month, day of week. */
  cron: z
    .string('must be text')
    .max(120, 'may hold 120 characters')
    .refine(isCron, 'is not a schedule such as 0 9 * * 1-5'),
  timeZone: z.string('must be text').max(60).refine(isTimeZone, 'is not a time zone such as Europe/Berlin or UTC'),
  /** What happens to times that passed while the agent could not run. */
  missed: z.enum(['run-once', 'skip']),
})

export type ScheduleConfig = z.infer<typeof config>

export const schedule: BlockKind<ScheduleConfig> = {
  kind: 'schedule',
  group: 'trigger',
  label: 'Schedule',
  summary: 'Starts at set times.',
  help:
    'The times are written as a cron line: minute, hour, day of month, month, day of week. 0 9 * * 1-5 is every working ' +
    'day at nine, in the time zone that you choose. When the agent could not run at a time, it makes up for it once, or ' +
    'skips it.',
  config,
  defaults: () => ({ cron: '0 9 * * 1-5', timeZone: 'UTC', missed: 'run-once' }),
  fields: [
    { path: 'cron', label: 'Times', control: 'cron' },
    { path: 'timeZone', label: 'Time zone', control: 'time-zone' },
    {
      path: 'missed',
      label: 'Times that were missed',
      control: 'choice',
      options: [
        { value: 'run-once', label: 'Run once afterwards' },
        { value: 'skip', label: 'Skip' },
      ],
    },
  ],
  inputs: () => [],
  outputs: () => [outPort],
  failure: null,
  values: () => [
    { path: 'at', label: 'Time that was due' },
    { path: 'missed', label: 'How many times were missed before' },
  ],
  expressions: () => [],
  uses: () => [],
  lint: () => [],
}

/** The first time after `after`, in milliseconds since 1970; null when there is none. The config must be valid. */
export function nextTime({ cron, timeZone }: Pick<ScheduleConfig, 'cron' | 'timeZone'>, after: Date): number | null {
  return new Cron(cron, { timezone: timeZone, mode: '5-part' }).nextRun(after)?.getTime() ?? null
}

/** The last time before `before`, in milliseconds since 1970; null when there is none. The config must be valid. */
export function previousTime(
  { cron, timeZone }: Pick<ScheduleConfig, 'cron' | 'timeZone'>,
  before: Date,
): number | null {
  const [last] = new Cron(cron, { timezone: timeZone, mode: '5-part' }).previousRuns(1, before)
  return last?.getTime() ?? null
}

function isCron(text: string): boolean {
  try {
    return new Cron(text, { mode: '5-part' }).nextRun() !== null
  } catch {
    return false
  }
}
