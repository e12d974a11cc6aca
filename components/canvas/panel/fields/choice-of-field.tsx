'use client'

import { listOf } from '../../blocks/block-picture'
import { stepsOf } from '../config-path'
import { useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { SelectSetting } from './select-setting'

/** One of the entries of another list, which is renamed together with the entry. */
export function ChoiceOfField({ spec, path, at }: ControlProps<'choice-of'>) {
  const { value: entries } = useSetting([...at, ...stepsOf(spec.list)])
  const names = [...new Set(listOf(entries, spec.name))]
  return <SelectSetting spec={spec} path={path} options={names.map((name) => ({ value: name, label: name }))} />
}
