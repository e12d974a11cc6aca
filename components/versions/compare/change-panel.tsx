'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { detailsOf } from '../change-details'
import { type DescribedChange, groupChanges } from '../group-changes'
import { ReachNote } from '../reach-note'
import { changeKey, findChange, placeOf } from './change-key'
import { ChangeRow } from './change-row'
import { RolloutNote } from './rollout-note'

type ChangePanelProps = {
  changes: readonly DescribedChange[]
  reach: { added: readonly string[]; removed: readonly string[] }
  /** The version that the comparison starts from, in words; null: it starts from none. */
  from: string | null
  at: string | null
  /** What the selected block is called, for one that nothing changed in. */
  selectedLabel: string | undefined
  onShow: (key: string) => void
}

/** A few texts are read at once; many are opened one by one. */
const fewTexts = 5

/** The same comparison as a list: each change can be shown on the drawing, and follows what is selected there. */
export function ChangePanel({ changes, reach, from, at, selectedLabel, onShow }: ChangePanelProps) {
  const groups = groupChanges(changes)
  const ordered = groups.flatMap((group) => group.changes)
  const current = findChange(ordered, at)
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map())
  const openAll = ordered.filter(({ change }) => detailsOf(change) !== null).length <= fewTexts
  const place = placeOf(at)

  const press = (key: string, isCurrent: boolean, isOpen: boolean) => {
    setOpened(new Map(opened).set(key, isCurrent ? !isOpen : true))
    onShow(key)
  }
  return (
    <div className="flex flex-col gap-5">
      {changes.length > 0 && <Stepper ordered={ordered} current={current} onShow={(key) => press(key, false, false)} />}
      {changes.length === 0 && <p className="px-1 text-muted">These two say the same: nothing differs.</p>}
      {place.kind === 'block' && current === undefined && selectedLabel !== undefined && (
        <p className="px-1 text-muted">Nothing changed in “{selectedLabel}”.</p>
      )}
      <ReachNote reach={reach} />
      {groups.map((group) => (
        <section key={group.area} aria-labelledby={`changes-${group.area}`}>
          <h3 id={`changes-${group.area}`} className="mb-1 px-3 font-medium text-muted text-xs">
            {group.title}
          </h3>
          <ul>
            {group.changes.map((described) => {
              const key = changeKey(described.change)
              const isCurrent = described === current
              const open = opened.get(key) ?? (openAll || isCurrent)
              return (
                <ChangeRow
                  key={`${described.change.kind} ${key}`}
                  {...described}
                  current={isCurrent}
                  related={place.kind === 'block' && samePlace(key, place.id)}
                  open={open}
                  onPress={() => press(key, isCurrent, open)}
                />
              )
            })}
          </ul>
        </section>
      ))}
      {changes.length > 0 && <RolloutNote changes={changes} from={from} />}
    </div>
  )
}

function samePlace(key: string, block: string): boolean {
  const place = placeOf(key)
  return place.kind === 'block' && place.id === block
}

type StepperProps = {
  ordered: readonly DescribedChange[]
  current: DescribedChange | undefined
  onShow: (key: string) => void
}

function Stepper({ ordered, current, onShow }: StepperProps) {
  const index = current === undefined ? -1 : ordered.indexOf(current)
  const step = (by: number) => {
    const next = ordered[index === -1 && by < 0 ? ordered.length - 1 : index + by]
    if (next !== undefined) onShow(changeKey(next.change))
  }
  return (
    <div className="flex items-center gap-1">
      <p role="status" className="flex-1 px-1 text-muted text-xs">
        {current === undefined ? (
          countWords(ordered.length)
        ) : (
          <>
            Change {index + 1} of {ordered.length}
            <span className="sr-only">: {current.description}</span>
          </>
        )}
      </p>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Previous change"
        disabled={index === 0}
        onClick={() => step(-1)}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Next change"
        disabled={index === ordered.length - 1}
        onClick={() => step(1)}
      >
        <ChevronDown aria-hidden />
      </Button>
    </div>
  )
}

function countWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}
