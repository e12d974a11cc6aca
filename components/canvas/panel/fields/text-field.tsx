'use client'

import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { useFieldFocus, useSetting } from '../use-setting'
import { boxStyle, type ControlProps } from './control'

export function TextField({ spec, path }: ControlProps<'text'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLTextAreaElement>(field)
  return (
    <Field label={spec.label} hint={spec.hint} error={problem}>
      <Textarea
        ref={ref}
        rows={spec.rows ?? 3}
        style={boxStyle(spec.rows ?? 3)}
        value={typeof value === 'string' ? value : ''}
        placeholder={spec.placeholder}
        onChange={(event) => set(event.target.value)}
        className="min-h-0 px-2.5 text-[0.8125rem]"
      />
    </Field>
  )
}
