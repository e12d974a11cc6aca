'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Select, type SelectOption } from '@/components/ui/select'
import type { Path } from '../config-path'
import { useConfigField } from '../use-config-field'

type ChoiceFieldProps = {
  path: Path
  label: string
  hint?: ReactNode
  options: readonly SelectOption[]
  hideLabel?: boolean
}

export function ChoiceField({ path, label, hint, options, hideLabel = false }: ChoiceFieldProps) {
  const { value, problem, set } = useConfigField(path)
  return (
    <Field label={label} hint={hint} error={problem} hideLabel={hideLabel}>
      <Select
        options={options}
        value={typeof value === 'string' ? value : null}
        onValueChange={set}
        className="h-8 text-[0.8125rem]"
      />
    </Field>
  )
}
