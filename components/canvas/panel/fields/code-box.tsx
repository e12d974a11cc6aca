'use client'

import { type KeyboardEvent, type Ref, useRef } from 'react'
import { Textarea } from '@/components/ui/textarea'
import { indent, newLine, outdent, type Typed } from './code-keys'
import { boxStyle } from './control'

export const codeClass = 'px-2.5 font-mono text-xs [tab-size:2]'

type CodeBoxProps = { ref: Ref<HTMLTextAreaElement>; rows: number; value: string; onChange: (text: string) => void }

/** A plain box that knows a programmer's keys. After Escape, Tab leaves it, so that the keyboard is never caught. */
export function CodeBox({ ref, rows, value, onChange }: CodeBoxProps) {
  const leaving = useRef(false)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const change = leaving.current ? undefined : changeFor(event)
    leaving.current = event.key === 'Escape' || (leaving.current && event.key === 'Shift')
    if (change === undefined) return
    event.preventDefault()
    const box = event.currentTarget
    const next = change({ text: value, start: box.selectionStart, end: box.selectionEnd })
    onChange(next.text)
    requestAnimationFrame(() => box.setSelectionRange(next.start, next.end))
  }
  return (
    <Textarea
      ref={ref}
      rows={rows}
      style={boxStyle(rows)}
      value={value}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      wrap="off"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        leaving.current = false
      }}
      className={codeClass}
    />
  )
}

function changeFor({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): ((typed: Typed) => Typed) | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  if (key === 'Tab') return shiftKey ? outdent : indent
  return key === 'Enter' && !shiftKey ? newLine : undefined
}
