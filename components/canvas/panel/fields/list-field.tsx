'use client'

import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { useEditorHandle } from '../../editor-context'
import { announce } from '../../store/commit'
import { useFieldFocus, useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { EntryButtons } from './entry-buttons'
import { freshEntry, moved } from './list-entries'

/** Entries that can be added, removed and put in another order. The keyboard follows the entry that was moved. */
export function ListField({ spec, path, hideLabel = false, renderFields }: ControlProps<'list'>) {
  const { store } = useEditorHandle()
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLFieldSetElement>(field)
  const add = useRef<HTMLButtonElement>(null)
  const entries: readonly unknown[] = Array.isArray(value) ? value : []
  const plain = spec.items.length === 0
  const focus = (selector: string) =>
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>(selector)?.focus())

  const move = (index: number, by: -1 | 1) => {
    set(moved(entries, index, by))
    announce(store, `Moved ${spec.one} ${index + 1} to place ${index + 1 + by}.`)
    // The button at the end of the list is disabled, so there the keyboard goes to its twin.
    const isLast = index + by === 0 || index + by === entries.length - 1
    focus(`[data-entry="${index + by}"] [data-move="${isLast ? -by : by}"]`)
  }
  const remove = (index: number) => {
    set(entries.toSpliced(index, 1))
    announce(store, `Removed ${spec.one} ${index + 1}.`)
    add.current?.focus()
  }
  const append = () => {
    set([...entries, freshEntry(spec.blank, entries)])
    focus(`[data-entry="${entries.length}"] :is(input, textarea)`)
  }
  return (
    <fieldset ref={ref} tabIndex={-1} className="flex flex-col gap-2">
      <legend className={cn('mb-1.5 font-medium text-[0.8125rem]', hideLabel && 'sr-only')}>{spec.label}</legend>
      {spec.hint && <p className="-mt-1 text-muted text-xs">{spec.hint}</p>}
      {entries.map((_, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset cannot be laid out as a row
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own but their place
          key={index}
          role="group"
          aria-label={`${spec.one} ${index + 1}`}
          data-entry={index}
          className={cn('relative', !plain && 'rounded-lg border border-border bg-surface p-2.5', plain && 'pr-23')}
        >
          {!plain && (
            <p className="-mt-0.5 mb-1.5 pr-22 text-muted text-xs first-letter:uppercase">{`${spec.one} ${index + 1}`}</p>
          )}
          <EntryButtons
            one={`${spec.one} ${index + 1}`}
            first={index === 0}
            last={index === entries.length - 1}
            removable={entries.length > (spec.least ?? 0)}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(index)}
            className={plain ? 'top-0.5 right-0' : 'top-1 right-1'}
          />
          <div className="flex flex-col gap-3">
            {renderFields(plain ? [plainEntry(`${spec.one} ${index + 1}`)] : spec.items, [...path, index], plain)}
          </div>
        </div>
      ))}
      {problem && <p className="text-danger text-xs">{problem}</p>}
      <Button ref={add} size="sm" className="self-start" disabled={entries.length >= spec.most} onClick={append}>
        <Plus aria-hidden />
        {`Add ${spec.one}`}
      </Button>
    </fieldset>
  )
}

function plainEntry(label: string): FieldSpec {
  return { path: '', label, control: 'line' }
}
