'use client'

import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { readJsonText } from '@/domain/blueprint/json-text'
import { useFieldFocus, useSetting } from '../use-setting'
import { codeClass } from './code-box'
import { boxStyle, type ControlProps } from './control'

/** JSON as text; it is told at once when it is none. */
export function JsonField({ spec, path }: ControlProps<'json'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLTextAreaElement>(field)
  const text = typeof value === 'string' ? value : ''
  const broken = text.trim() !== '' && readJsonText(text) === undefined
  return (
    <Field label={spec.label} hint={spec.hint} error={broken ? 'is not JSON' : problem}>
      <Textarea
        ref={ref}
        rows={spec.rows ?? 4}
        style={boxStyle(spec.rows ?? 4)}
        value={text}
        placeholder={spec.placeholder}
        spellCheck={false}
        onChange={(event) => set(event.target.value === '' ? undefined : event.target.value)}
        className={cn(codeClass, 'min-h-0')}
      />
    </Field>
  )
}
