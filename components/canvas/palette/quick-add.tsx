'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { groupStyles } from '../blocks/group-styles'
import { pictureOf } from '../blocks/registry'
import { useEditor, useEditorHandle } from '../editor-context'
import { addBlock } from '../store/commands/blocks'
import { closeOverlay } from '../store/commands/overlay'
import type { Overlay } from '../store/editor-store'
import { bestMatches, type PaletteItem, paletteSections } from './palette-items'

type QuickAddState = Extract<Overlay, { kind: 'quick-add' }>

/** Type a few letters, press Enter. Opened on a connection's loose end, the new block is connected to it. */
export function QuickAdd() {
  const { store } = useEditorHandle()
  const overlay = useEditor((state) => (state.overlay?.kind === 'quick-add' ? state.overlay : undefined))
  return (
    <Base.Root open={overlay !== undefined} onOpenChange={(open) => !open && closeOverlay(store)}>
      {overlay !== undefined && (
        <Base.Portal>
          <Base.Backdrop className="fixed inset-0 z-40" />
          <Base.Popup
            finalFocus={false}
            style={placeOf(overlay)}
            className="fixed z-50 w-80 overflow-hidden rounded-xl border border-border bg-surface-raised shadow-overlay outline-none"
          >
            <Base.Title className="sr-only">Add a block</Base.Title>
            <QuickAddList overlay={overlay} />
          </Base.Popup>
        </Base.Portal>
      )}
    </Base.Root>
  )
}

function QuickAddList({ overlay }: { overlay: QuickAddState }) {
  const { store } = useEditorHandle()
  const atLooseEnd = overlay.from !== undefined && overlay.screen !== undefined
  const [search, setSearch] = useState('')
  const accepts = (item: PaletteItem) => !atLooseEnd || item.group !== 'trigger'
  const add = ({ kind }: PaletteItem) => {
    closeOverlay(store)
    addBlock(store, kind, { at: overlay.place, from: overlay.from })
  }
  return (
    <Command label="Add a block" loop shouldFilter={false}>
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder={overlay.from === undefined ? 'Add a block…' : 'Add and connect…'}
        className="h-11 w-full border-border border-b bg-transparent px-4 text-sm outline-none placeholder:text-muted focus-visible:outline-none"
      />
      <Command.List className="max-h-80 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted text-sm">No block is called that.</Command.Empty>
        {search.trim() !== '' &&
          bestMatches(search, accepts).map((item) => <QuickAddItem key={item.kind} item={item} onSelect={add} />)}
        {(search.trim() === '' ? paletteSections('', accepts) : []).map(({ group, items }) => (
          <Command.Group
            key={group}
            heading={groupStyles[group].label}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
          >
            {items.map((item) => (
              <QuickAddItem key={item.kind} item={item} onSelect={add} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}

function QuickAddItem({ item, onSelect }: { item: PaletteItem; onSelect: (item: PaletteItem) => void }) {
  const Icon = pictureOf(item.kind).icon
  return (
    <Command.Item
      value={item.label}
      onSelect={() => onSelect(item)}
      className="flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-2 data-[selected=true]:bg-accent-soft"
    >
      <span className={cn('grid size-7 shrink-0 place-items-center rounded-md', groupStyles[item.group].chip)}>
        <Icon className="size-4" aria-hidden />
      </span>
      <span className="min-w-0">
        <span className="block text-sm leading-tight">{item.label}</span>
        <span className="block truncate text-muted text-xs">{item.summary}</span>
      </span>
    </Command.Item>
  )
}

const popup = { widthPx: 320, heightPx: 380, marginPx: 12 }

/** At the pointer, but whole on the screen; without a pointer, in the upper middle. */
function placeOf({ screen }: QuickAddState): { left: number; top: number } {
  const { innerWidth, innerHeight } = window
  const wished = screen ?? { x: innerWidth / 2 - popup.widthPx / 2, y: innerHeight * 0.18 }
  return {
    left: Math.max(popup.marginPx, Math.min(wished.x, innerWidth - popup.widthPx - popup.marginPx)),
    top: Math.max(popup.marginPx, Math.min(wished.y, innerHeight - popup.heightPx - popup.marginPx)),
  }
}
