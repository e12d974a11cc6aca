'use client'

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Path } from '../config-path'
import { useConfigField } from '../use-config-field'

type ListFieldProps = {
  path: Path
  label: string
  /** "branch": for the buttons' names. */
  one: string
  hint?: ReactNode
  most: number
  least?: number
  blank: (count: number) => unknown
  renderItem: (index: number) => ReactNode
}

/** Entries that can be added, removed and put in another order. */
export function ListField({ path, label, one, hint, most, least = 0, blank, renderItem }: ListFieldProps) {
  const { value, problem, set } = useConfigField(path)
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{label}</legend>
      {hint && <p className="-mt-1 text-muted text-xs">{hint}</p>}
      {items.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own but their place
        <div key={index} className="rounded-lg border border-border bg-surface p-2.5">
          <div className="flex flex-col gap-2">{renderItem(index)}</div>
          <ItemButtons
            one={`${one} ${index + 1}`}
            first={index === 0}
            last={index === items.length - 1}
            removable={items.length > least}
            onMove={(by) => set(moved(items, index, by))}
            onRemove={() => set(items.toSpliced(index, 1))}
          />
        </div>
      ))}
      {problem && <p className="text-danger text-xs">{`${label} ${problem}`}</p>}
      <Button
        size="sm"
        className="self-start"
        disabled={items.length >= most}
        onClick={() => set([...items, blank(items.length)])}
      >
        <Plus aria-hidden />
        {`Add ${one}`}
      </Button>
    </fieldset>
  )
}

type ItemButtonsProps = {
  one: string
  first: boolean
  last: boolean
  removable: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function ItemButtons({ one, first, last, removable, onMove, onRemove }: ItemButtonsProps) {
  return (
    <div className="mt-1.5 flex justify-end gap-0.5">
      <Button variant="ghost" size="icon-sm" disabled={first} aria-label={`Move ${one} up`} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" disabled={last} aria-label={`Move ${one} down`} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" disabled={!removable} aria-label={`Remove ${one}`} onClick={onRemove}>
        <Trash2 aria-hidden />
      </Button>
    </div>
  )
}

function moved(items: readonly unknown[], index: number, by: -1 | 1): unknown[] {
  return items.toSpliced(index, 1).toSpliced(index + by, 0, items[index])
}
