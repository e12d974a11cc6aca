'use client'

import { CelSetting } from './cel-setting'
import type { ControlProps } from './control'

/** CEL of any type. */
export function ValueField({ spec, path }: ControlProps<'value'>) {
  return <CelSetting spec={spec} path={path} />
}
