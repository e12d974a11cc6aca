type DayCounts = { day: string; turns: number; failedTurns: number }
type UsageBar = { day: string; turns: number; failedTurns: number }

const dayMs = 86_400_000

/** The last `length` days up to today (UTC), with zero where nothing was used: gaps must not look like busy days. */
export function fillDays(days: readonly DayCounts[], length: number, now: number): UsageBar[] {
  const byDay = new Map(days.map((day) => [day.day, day]))
  return Array.from({ length }, (_, index) => {
    const day = new Date(now - (length - 1 - index) * dayMs).toISOString().slice(0, 10)
    const { turns = 0, failedTurns = 0 } = byDay.get(day) ?? {}
    return { day, turns, failedTurns }
  })
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** "12.3K" above ten thousand, every digit below. */
export function formatCount(count: number): string {
  return count < 10_000 ? count.toLocaleString('en-GB') : compact.format(count)
}

/** "$1,234.50"; below a cent with the digits that matter, because many answers cost less than one. */
export function formatUsd(usd: number): string {
  const digits = usd > 0 && usd < 0.01 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }
  return usd.toLocaleString('en-US', { style: 'currency', currency: 'USD', ...digits })
}
