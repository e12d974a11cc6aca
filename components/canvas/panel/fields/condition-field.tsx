'use client'

import { CelSetting } from './cel-setting'
import type { ControlProps } from './control'

/** CEL that is true or false. */
export function ConditionField({ spec, path }: ControlProps<'condition'>) {
  return <CelSetting spec={spec} path={path} />
}
