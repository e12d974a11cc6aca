'use client'

import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useFieldFocus, useSetting } from '../use-setting'
import { type ControlProps, lineClass } from './control'
import { readNumber, shownNumber } from './number-text'

/** An empty box means "not set". What is half-typed stays in the box until it is a number. */
export function NumberField({ spec, path }: ControlProps<'number'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  const [typed, setTyped] = useState<string | undefined>()
  const unreadable = typed !== undefined && readNumber(typed) === 'unreadable'
  return (
    <Field label={labelWithUnit(spec)} hint={spec.hint} error={unreadable ? 'is not a number' : problem}>
      <Input
        ref={ref}
        inputMode="decimal"
        required={spec.optional !== true}
        value={shownNumber(typed, value)}
        placeholder={spec.placeholder}
        onChange={(event) => {
          const next = readNumber(event.target.value)
          setTyped(event.target.value)
          if (next !== 'unreadable') set(next)
        }}
        onBlur={() => setTyped(undefined)}
        className={cn(lineClass, 'max-w-36')}
      />
    </Field>
  )
}

function labelWithUnit({ label, unit }: { label: string; unit?: string }): string {
  return unit === undefined || label.toLowerCase().includes(unit.toLowerCase()) ? label : `${label} (${unit})`
}
