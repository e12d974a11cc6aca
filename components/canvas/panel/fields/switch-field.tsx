'use client'

import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { useFieldFocus, useSetting } from '../use-setting'
import type { ControlProps } from './control'

export function SwitchField({ spec, path }: ControlProps<'switch'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLButtonElement>(field)
  return (
    <Field
      label={spec.label}
      hint={spec.hint}
      error={problem}
      className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1 [&>p]:col-span-2"
    >
      <Switch ref={ref} checked={value === true} onCheckedChange={(next) => set(next)} />
    </Field>
  )
}
