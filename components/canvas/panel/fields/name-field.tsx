'use client'

import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useFieldFocus, useSetting } from '../use-setting'
import { type ControlProps, lineClass } from './control'

/** A name at the head of an entry, which ports, fields and other settings follow when it changes. */
export function NameField({ spec, path }: ControlProps<'name'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  return (
    <Field label={spec.label} hint={spec.hint} error={problem}>
      <Input
        ref={ref}
        value={typeof value === 'string' ? value : ''}
        placeholder={spec.placeholder}
        spellCheck={false}
        onChange={(event) => set(event.target.value)}
        className={cn(lineClass, 'font-medium')}
      />
    </Field>
  )
}
