'use client'

import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { useEditorHandle } from '../../editor-context'
import { useSettingsSource } from '../settings-source'
import { useFieldFocus } from '../use-setting'
import type { Variable } from '../variables'
import { type Completion, complete, completionAt, matching, type Syntax } from './completion'
import { boxStyle } from './control'
import { InsertVariable } from './insert-variable'
import { optionId, Suggestions } from './suggestions'

type ExpressionBoxProps = {
  /** As lint names it. */
  field: string
  label: string
  hint?: string | undefined
  placeholder?: string | undefined
  problem?: string | undefined
  required?: boolean
  hideLabel?: boolean
  /** A template holds values as {{ path }}; CEL names them bare. */
  syntax: Syntax
  rows: number
  value: string
  onChange: (text: string) => void
}

type Open = { completion: Completion; found: readonly Variable[]; index: number }

/** Text with values in it: what can be read here is offered while typing, and in a menu. */
export function ExpressionBox(props: ExpressionBoxProps) {
  const { field, label, syntax, value, onChange } = props
  const { store } = useEditorHandle()
  const { variables } = useSettingsSource()
  const ref = useFieldFocus<HTMLTextAreaElement>(field)
  const listId = useId()
  const caret = useRef<number | undefined>(undefined)
  const [open, setOpen] = useState<Open | undefined>()

  const groups = () => variables(store.getState().document, field)
  const offer = (text: string, at: number) => {
    const completion = completionAt(text, at, syntax)
    const found = completion === null ? [] : matching(groups(), completion.word)
    setOpen(completion === null || found.length === 0 ? undefined : { completion, found, index: 0 })
  }
  const insert = (path: string, completion: Completion, at: number) => {
    const next = complete(value, at, completion, path, syntax)
    setOpen(undefined)
    onChange(next.text)
    caret.current = next.caret
    requestAnimationFrame(() => {
      ref.current?.focus()
      ref.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  const choose = (variable: Variable | undefined) => {
    if (open && variable) insert(variable.path, open.completion, ref.current?.selectionStart ?? value.length)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (open === undefined) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const index = (open.index + (move ?? 0) + open.found.length) % open.found.length
    if (move !== undefined) setOpen({ ...open, index })
    else if (event.key === 'Escape') setOpen(undefined)
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) choose(open.found[open.index])
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const fromMenu = (path: string) => {
    const at = Math.min(caret.current ?? value.length, value.length)
    insert(path, completionAt(value, at, syntax) ?? { from: at, word: '', bare: true }, at)
  }
  return (
    <Field
      label={label}
      hint={props.hint}
      error={props.problem}
      required={props.required ?? false}
      hideLabel={props.hideLabel ?? false}
      aside={<InsertVariable fieldLabel={label} groups={groups} onInsert={fromMenu} />}
    >
      <div className="relative">
        <Textarea
          ref={ref}
          rows={props.rows}
          style={boxStyle(props.rows)}
          value={value}
          placeholder={props.placeholder}
          spellCheck={syntax === 'template'}
          aria-autocomplete="list"
          aria-controls={open && listId}
          aria-activedescendant={open && optionId(listId, open.index)}
          onChange={(event) => {
            onChange(event.target.value)
            offer(event.target.value, event.target.selectionStart)
          }}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(undefined)}
          onBlur={(event) => {
            caret.current = event.target.selectionStart
            setOpen(undefined)
          }}
          className={cn('block min-h-0 px-2.5 text-[0.8125rem]', syntax === 'cel' && 'font-mono text-xs')}
        />
        {open && <Suggestions id={listId} found={open.found} index={open.index} onChoose={choose} />}
      </div>
    </Field>
  )
}
