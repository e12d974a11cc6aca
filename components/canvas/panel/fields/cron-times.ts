import { nextTime } from '@/domain/blueprint/block-kinds/schedule'

export const cronPresets = [
  { cron: '0 * * * *', label: 'Every hour' },
  { cron: '0 9 * * *', label: 'Every day at 9:00' },
  { cron: '0 9 * * 1-5', label: 'Every working day at 9:00' },
  { cron: '0 9 * * 1', label: 'Every Monday at 9:00' },
  { cron: '0 9 1 * *', label: 'On the first of each month at 9:00' },
  { cron: '*/15 * * * *', label: 'Every 15 minutes' },
] as const

/** The next times of a schedule, as people say them; empty when it is not one (yet). */
export function nextTimes(cron: string, timeZone: string, after: Date, count = 5): string[] {
  const times: string[] = []
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
    let at = nextTime({ cron, timeZone }, after)
    while (at !== null && times.length < count) {
      times.push(format.format(at))
      at = nextTime({ cron, timeZone }, new Date(at))
    }
  } catch {
    // What is half-typed is not a schedule: lint says so at the field.
    return []
  }
  return times
}
