'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import type { Path } from '../config-path'
import { useConfigField, useFieldFocus } from '../use-config-field'

export function SwitchField({ path, label, hint }: { path: Path; label: string; hint?: ReactNode }) {
  const { field, value, problem, set } = useConfigField(path)
  const ref = useFieldFocus<HTMLButtonElement>(field)
  return (
    <Field label={label} hint={hint} error={problem}>
      <Switch ref={ref} checked={value === true} onCheckedChange={(next) => set(next)} />
    </Field>
  )
}
