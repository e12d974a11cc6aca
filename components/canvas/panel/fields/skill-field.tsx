'use client'

import { skills } from '@/domain/skills/catalog'
import type { ControlProps } from './control'
import { SelectSetting } from './select-setting'

const options = skills
  .filter((skill) => skill.actions.length > 0)
  .map(({ name, label, summary }) => ({ value: name, label, hint: summary }))

export function SkillField({ spec, path }: ControlProps<'skill'>) {
  return <SelectSetting spec={spec} path={path} options={options} />
}
