'use client'

import { findAction } from '@/domain/skills/catalog'
import type { SkillInput } from '@/domain/skills/skill'
import { type Path, stepsOf } from '../config-path'
import { useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { ExpressionBox } from './expression-box'

const rows: Record<SkillInput['type'], number> = { text: 1, number: 1, boolean: 1, 'long-text': 4, json: 4 }

/** One template for each input of the chosen action. */
export function ActionInputsField({ spec, path, at }: ControlProps<'action-inputs'>) {
  const { value: skill } = useSetting([...at, ...stepsOf(spec.skill)])
  const { value: action } = useSetting([...at, ...stepsOf(spec.action)])
  const found = typeof skill === 'string' && typeof action === 'string' ? findAction(skill, action) : undefined
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{spec.label}</legend>
      {found === undefined && <p className="text-muted text-xs">Choose an action first.</p>}
      {found?.inputs.map((input) => (
        <ActionInput key={input.name} input={input} path={[...path, input.name]} />
      ))}
    </fieldset>
  )
}

/** An input that is left empty is not sent. */
function ActionInput({ input, path }: { input: SkillInput; path: Path }) {
  const { field, value, problem, set } = useSetting(path)
  return (
    <ExpressionBox
      field={field}
      label={input.label}
      hint={input.description}
      required={input.required}
      problem={problem}
      syntax="template"
      rows={rows[input.type]}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => set(text === '' ? undefined : text)}
    />
  )
}
