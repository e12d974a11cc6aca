'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useEditor } from '../../editor-context'
import { useFieldFocus, useSetting } from '../use-setting'
import { type ControlProps, lineClass } from './control'

const other = '(other)'

/** The workspace's default, a model that this blueprint uses already, or another by its name. */
export function ModelField({ spec, path }: ControlProps<'model'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLInputElement>(field)
  const [naming, setNaming] = useState(false)
  const used = useEditor((state) => usedModels(state.document.blocks))
    .split('\n')
    .filter(Boolean)
  const model = typeof value === 'string' ? value : ''
  const options = [
    { value: 'default', label: 'Workspace default', hint: 'As the workspace settings say' },
    ...used.map((name) => ({ value: name, label: name })),
    { value: other, label: 'Another model…', hint: 'By the name that your provider gives it' },
  ]
  const typing = naming || model === ''
  return (
    <>
      <Field label={spec.label} hint={spec.hint} error={typing ? undefined : problem}>
        <Select
          options={options}
          value={typing ? other : model}
          onValueChange={(next) => {
            setNaming(next === other)
            if (next !== other) set(next)
          }}
          className={lineClass}
        />
      </Field>
      {typing && (
        <Field label="Name of the model" error={problem} hint="The permission manifest of every tenant will list it.">
          <Input
            ref={ref}
            value={model === 'default' ? '' : model}
            placeholder="gpt-5-mini"
            onChange={(event) => set(event.target.value)}
            className={lineClass}
          />
        </Field>
      )}
    </>
  )
}

/** As one string, so that the selector's result compares equal while nothing changed. */
function usedModels(blocks: Readonly<Record<string, { config: Record<string, unknown> }>>): string {
  const names = Object.values(blocks).flatMap(({ config }) =>
    typeof config.model === 'string' && config.model !== 'default' ? [config.model] : [],
  )
  return [...new Set(names)].sort().join('\n')
}
