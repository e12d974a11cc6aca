import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import type { GuardReport, GuardResult } from '@/domain/runtime/guard-report'
import { guardSummary, guardWords, tallyGuards } from './guard-words'

/** A wall that does not stand is never described as if it did. */
const outcomes = {
  passed: { word: 'stands', icon: ShieldCheck, colour: 'text-success', before: '' },
  waived: {
    word: 'not on this engine',
    icon: ShieldAlert,
    colour: 'text-warning',
    before: 'Not so here. On a sealed engine: ',
  },
  failed: { word: 'failed', icon: ShieldX, colour: 'text-danger', before: 'This did not hold. It should be: ' },
} as const

/** The proof of isolation: each wall, what it means, and what the runtime itself saw. */
export function GuardList({ report }: { report: GuardReport | null }) {
  const results = report?.results ?? []
  return (
    <>
      <p className="mb-3">
        {guardSummary(tallyGuards(results))}{' '}
        {report && (
          <span className="text-muted">
            Checked <RelativeTime at={new Date(report.checkedAt)} /> by the runtime itself.
          </span>
        )}
      </p>
      <ul className="divide-y divide-border">
        {results.map((result) => (
          <GuardRow key={result.id} result={result} />
        ))}
      </ul>
    </>
  )
}

function GuardRow({ result }: { result: GuardResult }) {
  const { word, icon: Icon, colour, before } = outcomes[result.outcome]
  const { title, meaning } = guardWords[result.id]
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3 py-3">
      <Icon className={cn('mt-0.5 size-4.5', colour)} aria-hidden />
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{title}</span>
          <span className={cn('text-xs', colour)}>{word}</span>
        </p>
        <p className="text-muted">
          {before}
          {meaning}
        </p>
        <p className="mt-1 break-words font-mono text-muted text-xs">
          <span className="sr-only">Evidence: </span>
          {result.evidence}
        </p>
      </div>
    </li>
  )
}
