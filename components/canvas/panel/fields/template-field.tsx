'use client'

import { useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { ExpressionBox } from './expression-box'

/** Text that may hold values as `{{ path }}`. */
export function TemplateField({ spec, path, hideLabel = false }: ControlProps<'template'>) {
  const { field, value, problem, set } = useSetting(path)
  return (
    <ExpressionBox
      field={field}
      label={spec.label}
      hint={spec.hint}
      placeholder={spec.placeholder}
      hideLabel={hideLabel}
      problem={problem}
      syntax="template"
      rows={spec.rows ?? 4}
      value={typeof value === 'string' ? value : ''}
      onChange={set}
    />
  )
}
