import { BulkheadError } from '../errors'

/** A moment as expressions see it, in one time zone. `weekday`: 1 is Monday, 7 is Sunday (ISO 8601). */
export type Clock = {
  iso: string
  date: string
  time: string
  hour: number
  minute: number
  weekday: number
  unix: number
}

/** What an expression can read of `now` and of a rule's `time`. */
export const clockFields = ['iso', 'date', 'time', 'hour', 'minute', 'weekday', 'unix'] as const

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const formats = new Map<string, Intl.DateTimeFormat>()

/** Throws `bad-input` for a time zone that is not one. */
export function clockIn(at: Date, timeZone: string): Clock {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour = '0', minute = '0', weekday = '' } = parts
  return {
    iso: at.toISOString(),
    date: `${year}-${month}-${day}`,
    time: `${hour}:${minute}`,
    hour: Number(hour),
    minute: Number(minute),
    weekday: weekdays.indexOf(weekday) + 1,
    unix: Math.floor(at.getTime() / 1_000),
  }
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
    return format
  } catch (cause) {
    throw new BulkheadError('bad-input', `"${timeZone}" is not a time zone: write one such as Europe/Berlin or UTC.`, {
      cause,
    })
  }
}
