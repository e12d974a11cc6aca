'use client'

import { findSkill } from '@/domain/skills/catalog'
import { stepsOf } from '../config-path'
import { useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { SelectSetting } from './select-setting'

export function ActionField({ spec, path, at }: ControlProps<'action'>) {
  const { value: skill } = useSetting([...at, ...stepsOf(spec.skill)])
  const actions = findSkill(typeof skill === 'string' ? skill : '')?.actions ?? []
  const options = actions.map(({ name, label, summary }) => ({ value: name, label, hint: summary }))
  return <SelectSetting spec={spec} path={path} options={options} />
}
