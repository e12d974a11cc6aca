'use client'

import { useStore } from 'zustand'
import { useEditor, useEditorHandle } from '../editor-context'
import { PersonChip } from './person-chip'

const mostShown = 5

/** Who else has this draft open, and which block they are at. */
export function PeopleHere() {
  const people = useStore(useEditorHandle().people)
  const blocks = useEditor((state) => state.document.blocks)
  if (people.length === 0) return null
  const more = people.length - mostShown
  return (
    <ul aria-label="Also here" className="flex items-center gap-1">
      {people.slice(0, mostShown).map((person) => {
        const label = person.selected === null ? undefined : blocks[person.selected]?.label
        return (
          <li key={person.tab}>
            <PersonChip
              person={person}
              title={label === undefined ? `${person.name} is here` : `${person.name} is at “${label}”`}
            />
          </li>
        )
      })}
      {more > 0 && <li className="text-muted text-xs">{`+${more}`}</li>}
    </ul>
  )
}
