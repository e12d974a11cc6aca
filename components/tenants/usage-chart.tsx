'use client'

import { useNow } from '@/components/ui/use-now'
import { fillDays } from './usage-days'

const shownDays = 30
const height = 72

type UsageChartProps = { days: readonly { day: string; turns: number; failedTurns: number }[] }

/** Answers per day as bars; the failed ones stand at the foot in red. The sentence above it says the same in words. */
export function UsageChart({ days }: UsageChartProps) {
  const now = useNow()
  if (now === null) return <div style={{ height }} />
  const bars = fillDays(days, shownDays, now)
  const most = Math.max(1, ...bars.map(({ turns }) => turns))
  return (
    <figure>
      <svg
        viewBox={`0 0 ${shownDays * 10} ${height}`}
        preserveAspectRatio="none"
        className="h-18 w-full overflow-visible"
        role="img"
        aria-label={`Answers per day in the last ${shownDays} days, at most ${most} in one day`}
      >
        {bars.map(({ day, turns, failedTurns }, index) => {
          const full = (turns / most) * (height - 2)
          const failed = turns === 0 ? 0 : (failedTurns / turns) * full
          return (
            <g key={day}>
              <title>{`${day}: ${turns} answered${failedTurns > 0 ? `, ${failedTurns} failed` : ''}`}</title>
              <rect x={index * 10 + 1} y={height - 1} width="8" height="1" className="fill-border" />
              <rect x={index * 10 + 1} y={height - full} width="8" height={full} rx="1" className="fill-accent" />
              <rect x={index * 10 + 1} y={height - failed} width="8" height={failed} className="fill-danger" />
            </g>
          )
        })}
      </svg>
      <figcaption className="mt-1.5 flex justify-between text-muted text-xs">
        <span>{shownDays} days ago</span>
        <span>today (UTC)</span>
      </figcaption>
    </figure>
  )
}
