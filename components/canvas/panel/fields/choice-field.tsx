'use client'

import type { ControlProps } from './control'
import { SelectSetting } from './select-setting'

export function ChoiceField({ spec, path }: ControlProps<'choice'>) {
  return <SelectSetting spec={spec} path={path} options={spec.options} />
}
