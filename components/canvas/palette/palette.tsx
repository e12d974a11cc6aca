'use client'

import { useReactFlow } from '@xyflow/react'
import { Search } from 'lucide-react'
import { memo, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { groupStyles } from '../blocks/group-styles'
import { pictureOf } from '../blocks/registry'
import { useEditorHandle } from '../editor-context'
import { addBlock } from '../store/commands/blocks'
import { middleOf } from '../surface/viewport'
import { type PaletteItem, paletteMime, paletteSections } from './palette-items'

/** Drag an entry onto the canvas, or press Enter on it to add it in the middle. */
export const Palette = memo(function Palette() {
  const [search, setSearch] = useState('')
  const sections = paletteSections(search)
  return (
    <nav aria-label="Blocks" className="flex w-56 shrink-0 flex-col border-border border-r bg-surface">
      <div className="relative px-3 pt-3 pb-2">
        <Search className="pointer-events-none absolute top-5.5 left-5.5 size-3.5 text-muted" aria-hidden />
        <Input
          type="search"
          aria-label="Search blocks"
          placeholder="Search blocks"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="h-8 pl-8 text-[0.8125rem]"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {sections.map(({ group, items }) => (
          <section key={group} aria-label={groupStyles[group].label} className="mt-2">
            <h2 className="px-2 pb-1 font-medium text-[0.6875rem] text-muted tracking-wide">
              {groupStyles[group].label}
            </h2>
            <ul>
              {items.map((item) => (
                <li key={item.kind}>
                  <PaletteEntry item={item} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {sections.length === 0 && <p className="px-2 py-3 text-muted text-xs">No block matches “{search}”.</p>}
      </div>
      <p className="flex items-center gap-1.5 border-border border-t px-4 py-2.5 text-muted text-xs">
        <Kbd>/</Kbd> adds a block from anywhere
      </p>
    </nav>
  )
})

function PaletteEntry({ item }: { item: PaletteItem }) {
  const { store } = useEditorHandle()
  const flow = useReactFlow()
  const Icon = pictureOf(item.kind).icon
  return (
    <button
      type="button"
      draggable
      title={item.summary}
      onDragStart={(event) => {
        event.dataTransfer.setData(paletteMime, item.kind)
        event.dataTransfer.effectAllowed = 'copy'
      }}
      onClick={() => addBlock(store, item.kind, { at: middleOf(flow) })}
      className="flex w-full cursor-grab items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-sunken active:cursor-grabbing"
    >
      <span className={cn('grid size-6 shrink-0 place-items-center rounded-md', groupStyles[item.group].chip)}>
        <Icon className="size-3.5" aria-hidden />
      </span>
      <span className="text-[0.8125rem]">{item.label}</span>
    </button>
  )
}
