import { createHash } from 'node:crypto'
import { nextTime, previousTime, type ScheduleConfig } from '@/domain/blueprint/block-kinds/schedule'
import type { Plan } from '../interpreter/plan'
import type { Statements } from '../store/statements'

/** A time at which a schedule fires, and how many times before it were missed. */
export type Firing = { block: string; at: number; missed: number; runId: string }

/**
 * When the schedules of the active version fire. What has been fired is on the disk, so that a time is neither forgotten nor
 * fired twice: the run of a time has an id of its own that is the same whenever it is made.
 */
export type Schedules = {
  /** Schedules that are new begin to count now. */
  take(plan: Plan): void
  /** The next firing; null: none. Milliseconds since 1970. */
  nextAt(): number | null
  /** What is due, each schedule at most once. `fired` is to be called when its run is stored. */
  due(): (Firing & { fired: () => void })[]
}

/** More misses than this are not counted one by one. */
const missesCounted = 1_000
/** A time that is this little past was not missed. */
const onTimeMs = 60_000

type Entry = { block: string; config: ScheduleConfig }
type Row = { looked_at: number }

export function createSchedules({ rows, run }: Statements, tenantId: string, now: () => number): Schedules {
  let entries: Entry[] = []

  const lookedAt = ({ block, config }: Entry) =>
    rows<Row>(
      'SELECT looked_at FROM schedule WHERE block = ? AND cron = ? AND time_zone = ?',
      block,
      config.cron,
      config.timeZone,
    )[0]?.looked_at
  const look = ({ block, config }: Entry, at: number) =>
    run(
      `INSERT INTO schedule (block, cron, time_zone, looked_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (block, cron, time_zone) DO UPDATE SET looked_at = excluded.looked_at`,
      block,
      config.cron,
      config.timeZone,
      at,
    )

  /** Asked after each run, and the same until the next firing. */
  const known = new Map<string, { after: number; at: number | null }>()
  const nextOf = ({ block, config }: Entry, after: number) => {
    const before = known.get(block)
    if (before?.after === after) return before.at
    const at = nextTime(config, new Date(after))
    known.set(block, { after, at })
    return at
  }

  return {
    take(plan) {
      known.clear()
      entries = plan.main.triggers
        .filter(({ kind }) => kind === 'schedule')
        .map(({ id, config }) => ({ block: id, config: config as ScheduleConfig }))
      for (const entry of entries) if (lookedAt(entry) === undefined) look(entry, now())
    },
    nextAt() {
      const times = entries.map((entry) => nextOf(entry, lookedAt(entry) ?? now()))
      return times.reduce((least, at) => (at === null ? least : Math.min(least ?? at, at)), null)
    },
    due: () =>
      entries.flatMap((entry) => {
        const passed = timesBetween(entry.config, lookedAt(entry) ?? now(), now())
        const at = passed.at(-1)
        if (at === undefined) return []
        const isLate = now() - at > onTimeMs
        const fired = () => void look(entry, at)
        if (isLate && entry.config.missed === 'skip') {
          fired()
          return []
        }
        const missed = passed.length - 1
        return [{ block: entry.block, at, missed, runId: runIdFor(tenantId, entry, at), fired }]
      }),
  }
}

/** The newest last. Looked for backwards: after a long sleep the oldest of thousands do not matter. */
function timesBetween(config: ScheduleConfig, after: number, upto: number): number[] {
  const times: number[] = []
  // Schedules have whole minutes, so nothing lies within the second that is added.
  let at = previousTime(config, new Date(upto + 1_000))
  while (at !== null && at > after && times.length < missesCounted) {
    if (at <= upto) times.unshift(at)
    at = previousTime(config, new Date(at))
  }
  return times
}

/** A UUID (version 8) that belongs to this schedule and this time. */
function runIdFor(tenantId: string, { block, config }: Entry, at: number): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([tenantId, block, config.cron, config.timeZone, at]))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
