import type { ChangeDetails } from './change-details'
import { TextDiff } from './text-diff'

export function DetailsView({ details }: { details: ChangeDetails }) {
  if (details.kind === 'texts') return <TextDiff before={details.before} after={details.after} />
  return (
    <dl className="mt-2 flex flex-col gap-2 rounded-lg border border-border bg-background px-3 py-2 text-xs">
      {details.settings.map(({ label, text }) => (
        <div key={label}>
          <dt className="text-muted">{label}</dt>
          <dd className="whitespace-pre-wrap break-words font-mono leading-relaxed">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
