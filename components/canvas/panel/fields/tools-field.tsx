'use client'

import { useId } from 'react'
import { skills } from '@/domain/skills/catalog'
import { useFieldFocus, useSetting } from '../use-setting'
import type { ControlProps } from './control'
import { hasTool, readTools, toggleTool } from './tools'

/** What an agent may call, by skill. A tool that the catalog no longer has can be taken away here. */
export function ToolsField({ spec, path }: ControlProps<'tools'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLFieldSetElement>(field)
  const tools = readTools(value)
  const unknown = tools.filter((tool) => !skills.some((skill) => hasAction(skill, tool)))
  return (
    <fieldset ref={ref} tabIndex={-1} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{spec.label}</legend>
      {spec.hint && <p className="-mt-1 text-muted text-xs">{spec.hint}</p>}
      {skills
        .filter((skill) => skill.actions.length > 0)
        .map((skill) => (
          <fieldset
            key={skill.name}
            aria-label={skill.label}
            className="rounded-lg border border-border bg-surface p-2.5"
          >
            <p className="mb-1 font-medium text-muted text-xs">{skill.label}</p>
            {skill.actions.map((action) => {
              const tool = { skill: skill.name, action: action.name }
              return (
                <ToolBox
                  key={action.name}
                  label={action.label}
                  hint={action.effect === 'write' ? `${action.summary} Changes something outside.` : action.summary}
                  checked={hasTool(tools, tool)}
                  onChange={() => set(toggleTool(tools, tool))}
                />
              )
            })}
          </fieldset>
        ))}
      {unknown.map((tool) => (
        <ToolBox
          key={`${tool.skill} ${tool.action}`}
          label={`${tool.skill} ${tool.action}`}
          hint="There is no such action any more."
          checked
          onChange={() => set(toggleTool(tools, tool))}
        />
      ))}
      {problem && <p className="text-danger text-xs">{problem}</p>}
    </fieldset>
  )
}

type Catalogued = (typeof skills)[number]

function hasAction(skill: Catalogued, tool: { skill: string; action: string }): boolean {
  return skill.name === tool.skill && skill.actions.some((action) => action.name === tool.action)
}

type ToolBoxProps = { label: string; hint: string; checked: boolean; onChange: () => void }

function ToolBox({ label, hint, checked, onChange }: ToolBoxProps) {
  const id = useId()
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 py-1">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={onChange}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-4 accent-accent"
      />
      <label htmlFor={id} className="text-[0.8125rem]">
        {label}
      </label>
      <p id={`${id}-hint`} className="col-start-2 text-muted text-xs">
        {hint}
      </p>
    </div>
  )
}
