import { type Log, messageOf } from '../host/log'
import type { DueWait, RunWaits } from '../store/run-waits'
import type { Firing, Schedules } from './schedules'

/** Conditions are looked at again this often; a store that could not be written to is tried again after this long. */
const intervals = { conditionsMs: 60_000, afterTroubleMs: 30_000, longestTimerMs: 3_600_000, busyMs: 50 } as const
const dueAtOnce = 500

/** Knows when something is due without anybody asking, and sees to it then. */
export type AlarmClock = {
  /** The next moment at which there is something to do; null: never. Milliseconds since 1970. */
  wakeAt(): number | null
  /** Sees to what is due now, and sets itself for what comes next. Throws when the store cannot be written to. */
  look(): void
  /** What is due next may have changed. */
  set(): void
  stop(): void
}

export type AlarmClockDeps = {
  waits: RunWaits
  schedules: Schedules
  now: () => number
  log: Log
  /** There is something that could be seen to: before the first bundle there is not. */
  isReady: () => boolean
  /** These are being worked on: they are looked at again when that is over. */
  isActive: (run: number) => boolean
  onDue: (due: readonly DueWait[]) => void
  onConditions: () => void
  onFiring: (firing: Firing & { fired: () => void }) => void
}

export function createAlarmClock(deps: AlarmClockDeps): AlarmClock {
  const { waits, schedules, now, log } = deps
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let conditionsSeenAt = now()
  let isBusy = false

  const wakeAt = () => {
    const look = waits.hasConditions() ? conditionsSeenAt + intervals.conditionsMs : null
    const times = [waits.nextUntil(), schedules.nextAt(), look].filter((at) => at !== null)
    return times.length === 0 ? null : Math.min(...times)
  }

  const ringIn = (ms: number) => {
    if (timer !== null) clearTimeout(timer)
    timer = stopped ? null : setTimeout(ring, ms).unref()
  }

  const set = () => {
    if (timer !== null) clearTimeout(timer)
    const at = stopped || !deps.isReady() ? null : wakeAt()
    if (at === null) return
    ringIn(Math.min(intervals.longestTimerMs, Math.max(isBusy ? intervals.busyMs : 0, at - now())))
  }

  const look = () => {
    const due = waits.dueAt(now(), dueAtOnce)
    const idle = due.filter(({ run }) => !deps.isActive(run))
    isBusy = idle.length < due.length
    deps.onDue(idle)
    for (const firing of schedules.due()) deps.onFiring(firing)
    if (now() - conditionsSeenAt >= intervals.conditionsMs) {
      conditionsSeenAt = now()
      deps.onConditions()
    }
    set()
  }

  function ring() {
    try {
      look()
    } catch (error) {
      log.error('look-failed', { message: messageOf(error) })
      ringIn(intervals.afterTroubleMs)
    }
  }

  return {
    wakeAt,
    look,
    set,
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
