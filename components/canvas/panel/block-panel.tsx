'use client'

import { Copy, Link2, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Tooltip } from '@/components/ui/tooltip'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import { groupStyles } from '../blocks/group-styles'
import { pictureOf } from '../blocks/registry'
import { useEditor, useEditorHandle } from '../editor-context'
import { duplicateSelected, removeSelected, renameBlock } from '../store/commands/blocks'
import { openOverlay } from '../store/commands/overlay'
import { BlockProblems } from './block-problems'
import { configSource } from './block-source'
import { SettingFields } from './fields/setting-fields'
import { HandlingSection } from './handling-section'
import { OutputHelp } from './output-help'
import { SettingsContext } from './settings-source'

export function BlockPanel({ id }: { id: string }) {
  const kindName = useEditor((state) => state.document.blocks[id]?.kind)
  const kind = kindName === undefined ? undefined : blockKindOf(kindName)
  const source = useMemo(() => configSource(id), [id])
  if (kindName === undefined) return null
  return (
    <SettingsContext value={source}>
      <BlockHeader id={id} kindName={kindName} />
      <div className="flex flex-col gap-4 px-4 py-4">
        <BlockProblems id={id} />
        {kind === undefined ? (
          <ErrorNotice>
            This editor does not know blocks of the kind “{kindName}”. Delete it, or update Bulkhead.
          </ErrorNotice>
        ) : (
          <>
            <SettingFields specs={kind.fields} />
            <HandlingSection id={id} kind={kind} />
            <OutputHelp id={id} kind={kind} />
          </>
        )}
      </div>
    </SettingsContext>
  )
}

function BlockHeader({ id, kindName }: { id: string; kindName: string }) {
  const { store } = useEditorHandle()
  const kind = blockKindOf(kindName)
  const Icon = pictureOf(kindName).icon
  return (
    <header className="sticky top-0 z-10 border-border border-b bg-surface px-4 pt-3 pb-3">
      <div className="mb-2 flex items-center gap-2">
        <span className={cn('grid size-7 place-items-center rounded-lg', groupStyles[kind?.group ?? 'control'].chip)}>
          <Icon className="size-4" aria-hidden />
        </span>
        <h2 className="min-w-0 flex-1 truncate font-medium text-muted text-xs">{kind?.label ?? kindName}</h2>
        <IconButton
          label="Connect to…"
          icon={Link2}
          onClick={() => openOverlay(store, { kind: 'connect', block: id })}
        />
        <IconButton label="Duplicate" icon={Copy} onClick={() => duplicateSelected(store)} />
        <IconButton label="Delete" icon={Trash2} onClick={() => removeSelected(store)} />
      </div>
      <LabelField id={id} />
      {kind && <p className="mt-2 text-pretty text-muted text-xs">{kind.summary}</p>}
    </header>
  )
}

type IconButtonProps = { label: string; icon: typeof Copy; onClick: () => void }

function IconButton({ label, icon: Icon, onClick }: IconButtonProps) {
  return (
    <Tooltip content={label} side="bottom">
      <Button variant="ghost" size="icon-sm" aria-label={label} onClick={onClick}>
        <Icon aria-hidden />
      </Button>
    </Tooltip>
  )
}

/** A block must have a name: an empty box is kept here and never reaches the drawing. */
function LabelField({ id }: { id: string }) {
  const { store } = useEditorHandle()
  const label = useEditor((state) => state.document.blocks[id]?.label ?? '')
  const [typed, setTyped] = useState<string | undefined>()
  const ref = useRef<HTMLInputElement>(null)
  const wish = useEditor((state) => state.panelFocus)
  const [seen] = useState({
    count: wish?.field === undefined && wish?.block === id ? wish.count - 1 : (wish?.count ?? 0),
  })
  useEffect(() => {
    if (wish === undefined || wish.count <= seen.count || wish.block !== id || wish.field !== undefined) return
    seen.count = wish.count
    ref.current?.focus()
    ref.current?.select()
  }, [wish, id, seen])
  const empty = typed !== undefined && typed.trim() === ''
  return (
    <Field label="Name" hideLabel error={empty ? 'A block needs a name.' : undefined}>
      <Input
        ref={ref}
        value={typed ?? label}
        maxLength={80}
        onChange={(event) => {
          setTyped(event.target.value)
          if (event.target.value.trim() !== '') renameBlock(store, id, event.target.value.trim())
        }}
        onBlur={() => setTyped(undefined)}
        className="h-8 font-semibold"
      />
    </Field>
  )
}
