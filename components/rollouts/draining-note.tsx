import { Hourglass } from 'lucide-react'
import { type Draining, drainingSummary } from './draining'

/** What is not over though the rollout is: conversations and runs that finish on the version they began on. */
export function DrainingNote({ targets }: { targets: readonly { draining: readonly Draining[] }[] }) {
  const sentences = drainingSummary(targets)
  if (sentences.length === 0) return null
  return (
    <ul className="flex flex-col gap-1 rounded-lg border border-border bg-surface px-4 py-2.5 text-sm">
      {sentences.map((sentence) => (
        <li key={sentence} className="flex items-start gap-2">
          <Hourglass className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
          <span>{sentence}. Whoever begins now gets the new version.</span>
        </li>
      ))}
    </ul>
  )
}
