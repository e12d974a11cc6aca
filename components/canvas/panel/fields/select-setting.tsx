'use client'

import { Field } from '@/components/ui/field'
import { Select, type SelectOption } from '@/components/ui/select'
import type { FieldSpec } from '@/domain/blueprint/field-spec'
import type { Path } from '../config-path'
import { useFieldFocus, useSetting } from '../use-setting'
import { lineClass } from './control'

type SelectSettingProps = {
  spec: Pick<FieldSpec, 'label' | 'hint' | 'placeholder'>
  path: Path
  options: readonly SelectOption[]
}

/** One of a short list. A value that is no longer offered is still shown, so that it can be seen and changed. */
export function SelectSetting({ spec, path, options }: SelectSettingProps) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLButtonElement>(field)
  const current = typeof value === 'string' && value !== '' ? value : null
  const known = current === null || options.some((option) => option.value === current)
  return (
    <Field label={spec.label} hint={spec.hint} error={problem}>
      <Select
        ref={ref}
        options={known ? options : [...options, { value: current, label: current }]}
        value={current}
        onValueChange={set}
        {...(spec.placeholder === undefined ? {} : { placeholder: spec.placeholder })}
        className={lineClass}
      />
    </Field>
  )
}
