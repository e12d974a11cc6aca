'use client'

import type { FieldSpec } from '@/domain/blueprint/field-spec'
import type { Path } from '../config-path'
import { useSetting } from '../use-setting'
import { ExpressionBox } from './expression-box'

type CelSettingProps = { spec: Pick<FieldSpec, 'label' | 'hint' | 'placeholder'>; path: Path }

export function CelSetting({ spec, path }: CelSettingProps) {
  const { field, value, problem, set } = useSetting(path)
  return (
    <ExpressionBox
      field={field}
      label={spec.label}
      hint={spec.hint}
      placeholder={spec.placeholder}
      problem={problem}
      syntax="cel"
      rows={2}
      value={typeof value === 'string' ? value : ''}
      onChange={set}
    />
  )
}
