'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Path } from '../config-path'
import { useConfigField, useFieldFocus } from '../use-config-field'

type NameFieldProps = { path: Path; label: string; onChange?: (name: string) => void }

/** A name at the head of a list's entry, which other settings may follow when it changes. */
export function NameField({ path, label, onChange }: NameFieldProps) {
  const { field, value, problem, set } = useConfigField(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  const change = onChange ?? set
  return (
    <Field label={label} error={problem}>
      <Input
        ref={ref}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => change(event.target.value)}
        className="h-8 font-medium text-[0.8125rem]"
      />
    </Field>
  )
}
