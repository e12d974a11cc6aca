'use client'

import { Move } from 'lucide-react'
import { blockKey } from './change-key'

export type MovedBlock = { id: string; label: string }

type MovedListProps = { moved: readonly MovedBlock[]; onShow: (key: string) => void }

export function MovedList({ moved, onShow }: MovedListProps) {
  if (moved.length === 0) return null
  return (
    <section aria-labelledby="changes-moved">
      <h3 id="changes-moved" className="mb-1 px-3 font-medium text-muted text-xs">
        Moved on the canvas; nothing is rolled out for it
      </h3>
      <ul>
        {moved.map(({ id, label }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onShow(blockKey(id))}
              className="flex w-full items-center gap-2 rounded-md px-3 py-2 text-left hover:bg-surface-sunken"
            >
              <Move className="size-3.5 shrink-0 text-muted" aria-hidden />
              {label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
