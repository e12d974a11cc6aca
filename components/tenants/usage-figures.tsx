import type { Outputs } from '@/components/shell/api-types'
import { formatDuration } from '@/components/ui/age'
import { cn } from '@/components/ui/cn'
import { formatCount, formatUsd } from './usage-days'

type UsageCounts = Outputs['tenant']['usage']['month']

export function UsageFigures({ month }: { month: UsageCounts }) {
  const figures = [
    { label: 'Answers', value: formatCount(month.turns), note: failedNote(month) },
    {
      label: 'Average time',
      value: month.turns === 0 ? '–' : formatDuration(month.turnMs / month.turns),
      note: 'per answer',
    },
    { label: 'Model calls', value: formatCount(month.modelCalls), note: tokensNote(month) },
    { label: 'Requests', value: formatCount(month.requests), note: 'to its address' },
    ...(month.costUsd === null
      ? []
      : [{ label: 'Model cost', value: formatUsd(month.costUsd), note: `${formatCount(month.steps)} blocks ran` }]),
  ]
  return (
    <dl className={cn('grid grid-cols-2 gap-x-4 gap-y-4', figures.length > 4 ? 'sm:grid-cols-5' : 'sm:grid-cols-4')}>
      {figures.map(({ label, value, note }) => (
        <div key={label}>
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="font-semibold text-lg leading-tight">{value}</dd>
          <dd className="text-muted text-xs">{note}</dd>
        </div>
      ))}
    </dl>
  )
}

function failedNote({ turns, failedTurns }: UsageCounts): string {
  return failedTurns === 0 ? (turns === 0 ? 'none yet' : 'none failed') : `${formatCount(failedTurns)} failed`
}

function tokensNote({ inputTokens, outputTokens }: UsageCounts): string {
  return `${formatCount(inputTokens)} tokens in, ${formatCount(outputTokens)} out`
}
