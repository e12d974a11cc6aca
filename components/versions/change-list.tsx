import { detailsOf } from './change-details'
import { changeKey } from './compare/change-key'
import { DetailsView } from './details-view'
import { EffectBadge } from './effect-badge'
import { type DescribedChange, groupChanges } from './group-changes'
import { ReachNote } from './reach-note'

type ChangeListProps = {
  changes: readonly DescribedChange[]
  reach: { added: readonly string[]; removed: readonly string[] }
}

/** Every change and its text, to read from top to bottom. */
export function ChangeList({ changes, reach }: ChangeListProps) {
  if (changes.length === 0) return <p className="text-muted">These two say the same: nothing differs.</p>
  return (
    <div className="flex flex-col gap-6">
      <ReachNote reach={reach} />
      {groupChanges(changes).map((group) => (
        <section key={group.area}>
          <h3 className="mb-1 font-medium text-muted text-xs">{group.title}</h3>
          <ul className="divide-y divide-border">
            {group.changes.map((described) => (
              <ChangeRow key={changeKey(described.change)} {...described} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function ChangeRow({ change, description }: DescribedChange) {
  const details = detailsOf(change)
  return (
    <li className="py-2.5">
      <div className="flex items-start justify-between gap-3">
        <span>{description}</span>
        <EffectBadge effect={change.rollout} />
      </div>
      {details?.kind === 'texts' && <DetailsView details={details} />}
    </li>
  )
}
