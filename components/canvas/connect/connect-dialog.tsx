'use client'

import { Command } from 'cmdk'
import { ArrowRight, Plus } from 'lucide-react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { edgeId } from '@/domain/blueprint/document'
import { outputsOf } from '../block-geometry'
import { useEditor, useEditorHandle } from '../editor-context'
import { connectBlocks } from '../store/commands/connections'
import { closeOverlay, openOverlay } from '../store/commands/overlay'
import { revealBlock } from '../store/commands/selection'
import { connectChoices } from './connect-targets'

const itemClass =
  'flex cursor-default items-center gap-2 rounded-md px-2.5 py-2 text-sm data-[selected=true]:bg-accent-soft [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted'

/** Connecting without a pointer: every place that a connection from this block may lead to. */
export function ConnectDialog() {
  const { store } = useEditorHandle()
  const block = useEditor((state) => (state.overlay?.kind === 'connect' ? state.overlay.block : undefined))
  const label = useEditor((state) => (block === undefined ? undefined : state.document.blocks[block]?.label))
  return (
    <Dialog open={block !== undefined} onOpenChange={(open) => !open && closeOverlay(store)}>
      {block !== undefined && (
        <DialogContent title={`Connect “${label}” to…`} size="sm">
          <ConnectList block={block} />
        </DialogContent>
      )}
    </Dialog>
  )
}

function ConnectList({ block }: { block: string }) {
  const { store } = useEditorHandle()
  const document = useEditor((state) => state.document)
  const choices = connectChoices(document, block)
  const source = document.blocks[block]
  const ports = source === undefined ? [] : outputsOf(source)
  return (
    <Command label="Where to connect" loop className="px-3 pb-3">
      <Command.Input
        autoFocus
        placeholder="Find a block…"
        className="mb-1 h-9 w-full border-border border-b bg-transparent px-2 text-sm outline-none placeholder:text-muted focus-visible:outline-none"
      />
      <Command.List className="max-h-80 overflow-y-auto">
        <Command.Empty className="px-3 py-5 text-center text-muted text-sm">No block is called that.</Command.Empty>
        {choices.map(({ from, to, fromLabel, label, kind }) => (
          <Command.Item
            key={edgeId({ from, to })}
            value={`${fromLabel} ${label} ${kind} ${edgeId({ from, to })}`}
            className={itemClass}
            onSelect={() => {
              closeOverlay(store)
              connectBlocks(store, { from, to })
              revealBlock(store, block)
            }}
          >
            {fromLabel !== '' && <span className="shrink-0 text-muted">{fromLabel}</span>}
            <ArrowRight aria-hidden />
            <span className="min-w-0 flex-1 truncate">{label}</span>
            <span className="shrink-0 text-muted text-xs">{kind}</span>
          </Command.Item>
        ))}
        {ports.map((port) => (
          <Command.Item
            key={`new:${port.name}`}
            value={`new block ${port.label}`}
            className={itemClass}
            onSelect={() => openOverlay(store, { kind: 'quick-add', from: { block, port: port.name } })}
          >
            {ports.length > 1 && <span className="shrink-0 text-muted">{port.label}</span>}
            <Plus aria-hidden />
            <span className="min-w-0 flex-1 truncate">A new block…</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}
