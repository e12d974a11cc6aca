'use client'

import { useState } from 'react'
import { detailsOf } from '../change-details'
import { type DescribedChange, groupChanges } from '../group-changes'
import { ReachNote } from '../reach-note'
import { changeKey, findChange, placeOf } from './change-key'
import { ChangeRow } from './change-row'
import { ChangeStepper } from './change-stepper'
import { type MovedBlock, MovedList } from './moved-list'
import { RolloutNote } from './rollout-note'

type ChangePanelProps = {
  changes: readonly DescribedChange[]
  reach: { added: readonly string[]; removed: readonly string[] }
  /** The version that the comparison starts from, in words; null: it starts from none. */
  from: string | null
  at: string | null
  /** What the selected block is called, for one that nothing changed in. */
  selectedLabel: string | undefined
  /** Blocks that stand elsewhere, as far as somebody asked for them. */
  moved: readonly MovedBlock[]
  onShow: (key: string) => void
}

/** A few texts are read at once; many are opened one by one. What is new or gone as a whole is opened on demand. */
const fewTexts = 5
const isText = ({ change }: DescribedChange) => detailsOf(change)?.kind === 'texts'

/** The same comparison as a list: each change can be shown on the drawing, and follows what is selected there. */
export function ChangePanel({ changes, reach, from, at, selectedLabel, moved, onShow }: ChangePanelProps) {
  const groups = groupChanges(changes)
  const ordered = groups.flatMap((group) => group.changes)
  const current = findChange(ordered, at)
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map())
  const openTexts = ordered.filter(isText).length <= fewTexts
  const place = placeOf(at)

  const press = (key: string, isCurrent: boolean, isOpen: boolean) => {
    setOpened(new Map(opened).set(key, isCurrent ? !isOpen : true))
    onShow(key)
  }
  return (
    <div className="flex flex-col gap-5">
      {changes.length > 0 && (
        <ChangeStepper ordered={ordered} current={current} onShow={(key) => press(key, false, false)} />
      )}
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
              const open = opened.get(key) ?? (isCurrent || (openTexts && isText(described)))
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
      <MovedList moved={moved} onShow={onShow} />
      {changes.length > 0 && <RolloutNote changes={changes} from={from} />}
    </div>
  )
}

function samePlace(key: string, block: string): boolean {
  const place = placeOf(key)
  return place.kind === 'block' && place.id === block
}
