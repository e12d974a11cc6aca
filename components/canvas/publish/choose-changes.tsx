'use client'

import { Button } from '@/components/ui/button'
import { detailsOf } from '@/components/versions/change-details'
import { DetailsView } from '@/components/versions/details-view'
import { EffectBadge } from '@/components/versions/effect-badge'
import { groupChanges } from '@/components/versions/group-changes'
import { ReachNote } from '@/components/versions/reach-note'
import { countOf } from '../block-words'
import { useEditorHandle } from '../editor-context'
import { PersonChip } from '../people/person-chip'
import type { ChangeToShip, Shipment } from './draft-changes'

type ChooseChangesProps = { shipment: Shipment; onChoose: (subjects: readonly string[], wanted: boolean) => void }

/** Each change with whose it is. What is not ticked stays in the draft. */
export function ChooseChanges({ shipment, onChoose }: ChooseChangesProps) {
  const { all, comparison } = shipment
  const left = all.filter(({ chosen }) => !chosen)
  return (
    <div className="flex flex-col gap-5">
      {left.length > 0 && (
        <div className="flex items-center gap-3 rounded-lg border border-warning/30 bg-warning-soft px-3 py-2 text-xs">
          <p className="flex-1">{countOf(left.length, 'change')} stay in the draft and are not published.</p>
          <Button
            size="sm"
            onClick={() =>
              onChoose(
                left.map(({ subject }) => subject),
                true,
              )
            }
          >
            Publish these too
          </Button>
        </div>
      )}
      <ReachNote reach={comparison.reach} />
      {groupChanges(all).map((group) => (
        <fieldset key={group.area}>
          <legend className="mb-1 font-medium text-muted text-xs">{group.title}</legend>
          <ul className="divide-y divide-border">
            {all
              .filter(({ change }) => change.area === group.area)
              .map((change) => (
                <ChangeRow key={change.subject + change.change.kind} change={change} onChoose={onChoose} />
              ))}
          </ul>
        </fieldset>
      ))}
    </div>
  )
}

type ChangeRowProps = { change: ChangeToShip; onChoose: ChooseChangesProps['onChoose'] }

function ChangeRow({ change, onChoose }: ChangeRowProps) {
  const { personId } = useEditorHandle()
  const { subject, chosen, description, authors } = change
  const details = detailsOf(change.change)
  return (
    <li className="py-2">
      <label className="flex cursor-pointer items-start gap-2.5">
        <input
          type="checkbox"
          checked={chosen}
          onChange={(event) => onChoose([subject], event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        />
        <span className="min-w-0 flex-1 break-words">{description}</span>
        {authors.map(({ id, name }) => (
          <PersonChip
            key={id}
            person={{ personId: id ?? '', name }}
            title={id === personId ? 'Changed by you' : `Changed by ${name}`}
          />
        ))}
        <EffectBadge effect={change.change.rollout} />
      </label>
      {details?.kind === 'texts' && <DetailsView details={details} />}
    </li>
  )
}
