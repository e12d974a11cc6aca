import { ShieldCheck } from 'lucide-react'

type ReachNoteProps = { reach: { added: readonly string[]; removed: readonly string[] } }

/** What may be reached outside that could not be before, and the other way round. */
export function ReachNote({ reach }: ReachNoteProps) {
  if (reach.added.length + reach.removed.length === 0) return null
  return (
    <div className="flex items-start gap-2.5 rounded-lg border border-warning/30 bg-warning-soft px-3 py-2.5">
      <ShieldCheck className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <ul className="min-w-0 break-words">
        {reach.added.map((entry) => (
          <li key={entry}>
            May now reach <strong className="font-medium">{entry}</strong>
          </li>
        ))}
        {reach.removed.map((entry) => (
          <li key={entry}>
            May no longer reach <strong className="font-medium">{entry}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}
