'use client'

import { Field } from '@/components/ui/field'
import { useFieldFocus, useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { SearchSelect } from './search-select'
import { findTimeZones } from './time-zones'

export function TimeZoneField({ spec, path }: ControlProps<'time-zone'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLButtonElement>(field)
  return (
    <Field label={spec.label} hint={spec.hint} error={problem}>
      <SearchSelect
        ref={ref}
        value={typeof value === 'string' && value !== '' ? value : 'UTC'}
        title="Choose a time zone"
        placeholder="Find a city or region…"
        empty="No time zone is called that."
        find={(search) => findTimeZones(search, new Date())}
        onChoose={set}
      />
    </Field>
  )
}
