import { RotateCw, ShieldCheck, Zap } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { type DescribedChange, groupChanges, textsOf } from './group-changes'
import { TextDiff } from './text-diff'

type ChangeListProps = {
  changes: readonly DescribedChange[]
  reach: { added: readonly string[]; removed: readonly string[] }
}

export function ChangeList({ changes, reach }: ChangeListProps) {
  if (changes.length === 0) return <p className="text-muted">These two say the same: nothing differs.</p>
  return (
    <div className="flex flex-col gap-6">
      <ReachChanges reach={reach} />
      {groupChanges(changes).map((group) => (
        <section key={group.area}>
          <h3 className="mb-1 font-medium text-muted text-xs">{group.title}</h3>
          <ul className="divide-y divide-border">
            {group.changes.map((described) => (
              <ChangeRow key={changeKey(described)} {...described} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ChangeRow({ change, description }: DescribedChange) {
  const texts = textsOf(change)
  return (
    <li className="py-2.5">
      <div className="flex items-start justify-between gap-3">
        <span>{description}</span>
        {change.rollout === 'restart' ? (
          <Badge tone="warning">
            <RotateCw aria-hidden />
            restart
          </Badge>
        ) : (
          <Badge tone="outline">
            <Zap aria-hidden />
            live
          </Badge>
        )}
      </div>
      {texts && <TextDiff {...texts} />}
    </li>
  )
}

function ReachChanges({ reach }: Pick<ChangeListProps, 'reach'>) {
  if (reach.added.length + reach.removed.length === 0) return null
  return (
    <div className="flex items-start gap-2.5 rounded-lg border border-warning/30 bg-warning-soft px-3 py-2.5">
      <ShieldCheck className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <ul>
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

function changeKey({ change, description }: DescribedChange): string {
  return `${change.kind} ${description} ${'field' in change ? change.field : ''} ${'block' in change ? change.block : ''}`
}
