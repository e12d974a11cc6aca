'use client'

import { Field } from '@/components/ui/field'
import { useFieldFocus, useSetting } from '../use-setting'
import { CodeBox } from './code-box'
import type { ControlProps } from './control'

export function CodeField({ spec, path }: ControlProps<'code'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLTextAreaElement>(field)
  return (
    <Field
      label={spec.label}
      hint={spec.hint ?? 'Tab indents. To leave the box, press Escape, then Tab.'}
      error={problem}
    >
      <CodeBox ref={ref} rows={spec.rows ?? 10} value={typeof value === 'string' ? value : ''} onChange={set} />
    </Field>
  )
}
