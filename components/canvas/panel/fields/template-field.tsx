'use client'

import { type ReactNode, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { Path } from '../config-path'
import { useConfigField, useFieldFocus } from '../use-config-field'
import { InsertVariable } from './insert-variable'

type TemplateFieldProps = {
  path: Path
  label: string
  hint?: ReactNode
  placeholder?: string
  /** A template holds values as {{ path }}; a CEL condition names them bare. */
  syntax?: 'template' | 'cel'
  rows?: number
}

export function TemplateField({ path, label, hint, placeholder, syntax = 'template', rows = 4 }: TemplateFieldProps) {
  const { field, value, problem, set } = useConfigField(path)
  const ref = useFieldFocus<HTMLTextAreaElement>(field)
  const caret = useRef<number | undefined>(undefined)
  const text = typeof value === 'string' ? value : ''
  const insert = (variable: string) => {
    const words = syntax === 'template' ? `{{ ${variable} }}` : variable
    const at = Math.min(caret.current ?? text.length, text.length)
    set(text.slice(0, at) + words + text.slice(at))
    caret.current = at + words.length
    requestAnimationFrame(() => {
      ref.current?.focus()
      ref.current?.setSelectionRange(at + words.length, at + words.length)
    })
  }
  return (
    <Field label={label} hint={hint} error={problem} aside={<InsertVariable fieldLabel={label} onInsert={insert} />}>
      <Textarea
        ref={ref}
        rows={rows}
        value={text}
        placeholder={placeholder}
        spellCheck={syntax === 'template'}
        onChange={(event) => set(event.target.value)}
        onBlur={(event) => {
          caret.current = event.target.selectionStart
        }}
        className={cn('min-h-0 px-2.5 text-[0.8125rem]', syntax === 'cel' && 'font-mono text-xs')}
      />
    </Field>
  )
}
