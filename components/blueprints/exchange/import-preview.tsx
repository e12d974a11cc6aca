import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { ReportEntry } from '@/domain/blueprint/exchange/import-report'
import { type Incoming, importSources } from '@/domain/blueprint/exchange/incoming'
import type { SubflowMatch } from '@/domain/blueprint/exchange/match-subflows'
import { lint } from '@/domain/blueprint/lint'
import { GraphPicture } from '../graph-picture'
import { kindsIn } from './kinds-in'

type ImportPreviewProps = { incoming: Incoming; document: BlueprintDocument; matches: readonly SubflowMatch[] }

/** Everything that somebody has to know before they say yes. */
export function ImportPreview({ incoming: { source, layout, report }, document, matches }: ImportPreviewProps) {
  const problems = lint(document)
  const slots = Object.values(document.slots)
  const unresolved = matches.filter(({ to }) => to === null)
  return (
    <div className="grid gap-5 sm:grid-cols-[14rem_1fr]">
      <div className="h-64 rounded-xl border border-border bg-surface-sunken p-3">
        <GraphPicture drawing={{ document, layout }} label="How the drawing is built" />
      </div>
      <div className="flex min-w-0 flex-col gap-4 text-sm">
        <Part title="Blocks">
          <ul className="flex flex-wrap gap-1.5">
            {kindsIn(document).map(({ kind, label, count }) => (
              <li key={kind}>
                <Badge tone="outline">
                  {count} × {label}
                </Badge>
              </li>
            ))}
          </ul>
        </Part>
        {slots.length > 0 && (
          <Part title="Slots">
            <p className="text-muted">
              {slots
                .map(({ label, type }) => (type === 'secret' ? `${label} (secret, without its value)` : label))
                .join(', ')}
            </p>
          </Part>
        )}
        <Entries title="Not taken over" entries={[...unresolved.map(unresolvedEntry), ...report.notMapped]} />
        <Entries title="Taken over with changes" entries={report.changed} />
        {(report.mapped.length > 0 || matches.length > unresolved.length) && (
          <Mapped source={importSources[source]} mapped={[...report.mapped, ...resolved(matches)]} />
        )}
        <Part title="To do before it can be published">
          {problems.length === 0 ? (
            <p className="flex items-center gap-1.5 text-success">
              <CircleCheck className="size-4" aria-hidden />
              Nothing: the drawing has no problems.
            </p>
          ) : (
            <ul className="flex flex-col gap-1">
              {problems.slice(0, mostShown).map(({ message, at, severity }) => (
                <li
                  key={`${JSON.stringify(at)}${message}`}
                  className={severity === 'error' ? 'text-danger' : 'text-warning'}
                >
                  {message}
                </li>
              ))}
              {problems.length > mostShown && <li className="text-muted">and {problems.length - mostShown} more</li>}
            </ul>
          )}
        </Part>
      </div>
    </div>
  )
}

const mostShown = 20

function unresolvedEntry({ name, why, todo }: SubflowMatch): ReportEntry {
  return { what: `Call of “${name}”`, why, todo }
}

function resolved(matches: readonly SubflowMatch[]) {
  return matches.flatMap(({ name, to }) =>
    to === null ? [] : [{ what: `Call of “${name}”`, as: `“${to.name}” v${to.version} of this workspace` }],
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-[0.8125rem]">{title}</h3>
      {children}
    </section>
  )
}

function Entries({ title, entries }: { title: string; entries: readonly ReportEntry[] }) {
  if (entries.length === 0) return null
  return (
    <Part title={`${title} (${entries.length})`}>
      <ul className="flex flex-col gap-2">
        {entries.map(({ what, why, todo }) => (
          <li key={`${what}${why}`} className="flex gap-2">
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
            <span className="min-w-0 break-words">
              <span className="font-medium">{what}</span>: {why} <span className="text-muted">{todo}</span>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Mapped({ source, mapped }: { source: string; mapped: readonly { what: string; as: string }[] }) {
  return (
    <details>
      <summary className="cursor-pointer font-medium text-[0.8125rem]">
        {mapped.length} {mapped.length === 1 ? 'part' : 'parts'} of {source} taken over
      </summary>
      <ul className="mt-1.5 flex flex-col gap-1 text-muted">
        {mapped.map(({ what, as }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be called the same, and the list never changes
          <li key={index}>
            {what} → {as}
          </li>
        ))}
      </ul>
    </details>
  )
}
