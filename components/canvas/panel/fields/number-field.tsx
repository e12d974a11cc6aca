'use client'

import { type ReactNode, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Path } from '../config-path'
import { useConfigField, useFieldFocus } from '../use-config-field'
import { numberText, readNumber } from './number-text'

type NumberFieldProps = { path: Path; label: string; hint?: ReactNode; placeholder?: string; step?: number }

/** An optional number: empty means "not set". What is half-typed stays in the box until it is a number. */
export function NumberField({ path, label, hint, placeholder }: NumberFieldProps) {
  const { field, value, problem, set } = useConfigField(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  const [typed, setTyped] = useState<string | undefined>()
  const unreadable = typed !== undefined && readNumber(typed) === 'unreadable'
  return (
    <Field label={label} hint={hint} error={unreadable ? 'is not a number' : problem}>
      <Input
        ref={ref}
        inputMode="decimal"
        value={typed ?? numberText(value)}
        placeholder={placeholder}
        onChange={(event) => {
          const next = readNumber(event.target.value)
          setTyped(event.target.value)
          if (next !== 'unreadable') set(next)
        }}
        onBlur={() => setTyped(undefined)}
        className="h-8 text-[0.8125rem]"
      />
    </Field>
  )
}
