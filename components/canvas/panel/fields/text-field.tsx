'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Path } from '../config-path'
import { useConfigField, useFieldFocus } from '../use-config-field'

type TextFieldProps = { path: Path; label: string; hint?: ReactNode; placeholder?: string; hideLabel?: boolean }

export function TextField({ path, label, hint, placeholder, hideLabel = false }: TextFieldProps) {
  const { field, value, problem, set } = useConfigField(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  return (
    <Field label={label} hint={hint} error={problem} hideLabel={hideLabel}>
      <Input
        ref={ref}
        value={typeof value === 'string' ? value : ''}
        placeholder={placeholder}
        onChange={(event) => set(event.target.value)}
        className="h-8 text-[0.8125rem]"
      />
    </Field>
  )
}
