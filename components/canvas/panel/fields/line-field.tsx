'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useFieldFocus, useSetting } from '../use-setting'
import { type ControlProps, lineClass } from './control'

export function LineField({ spec, path, hideLabel = false }: ControlProps<'line'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  return (
    <Field label={spec.label} hint={spec.hint} error={problem} hideLabel={hideLabel}>
      <Input
        ref={ref}
        value={typeof value === 'string' ? value : ''}
        placeholder={spec.placeholder}
        onChange={(event) => set(event.target.value)}
        className={lineClass}
      />
    </Field>
  )
}
