'use client'

import { listOf } from '../../blocks/block-picture'
import { useEditor, useEditorHandle } from '../../editor-context'
import { setWholeConfig } from '../../store/commands/config'
import { useBlockId } from '../block-context'
import { readAt, writeAt } from '../config-path'
import { ChoiceField } from '../fields/choice-field'
import { ListField } from '../fields/list-field'
import { ModelField } from '../fields/model-field'
import { NameField } from '../fields/name-field'
import { TextField } from '../fields/text-field'
import { PromptFields } from './prompt-fields'

export function DecideForm() {
  return (
    <>
      <ModelField />
      <ListField
        path={['branches']}
        label="Branches"
        one="branch"
        hint="One way on for each. The description tells the model when to take it."
        least={2}
        most={12}
        blank={(count) => ({ name: `Branch ${count + 1}`, description: '' })}
        renderItem={(index) => <Branch index={index} />}
      />
      <Fallback />
      <PromptFields
        instructionsHint="What to look at when choosing. May stay empty."
        promptHint="The text that decides."
      />
    </>
  )
}

/** The fallback names a branch, so it is renamed together with it. */
function Branch({ index }: { index: number }) {
  const { store } = useEditorHandle()
  const block = useBlockId()
  const path = ['branches', index, 'name']
  const rename = (name: string) => {
    const config = store.getState().document.blocks[block]?.config
    if (config === undefined) return
    const isFallback = config.fallback === readAt(config, path)
    const renamed = { ...config, ...(writeAt(config, path, name) as typeof config) }
    setWholeConfig(
      store,
      block,
      isFallback ? { ...renamed, fallback: name } : renamed,
      `config:${block}:${path.join('.')}`,
    )
  }
  return (
    <>
      <NameField path={path} label={`Branch ${index + 1}`} onChange={rename} />
      <TextField
        path={['branches', index, 'description']}
        label={`When to take branch ${index + 1}`}
        hideLabel
        placeholder="When to take it"
      />
    </>
  )
}

function Fallback() {
  const block = useBlockId()
  const branches = useEditor((state) => state.document.blocks[block]?.config.branches)
  const names = [...new Set(listOf(branches, 'name'))]
  return (
    <ChoiceField
      path={['fallback']}
      label="Otherwise"
      hint="Taken when the model's answer fits no branch."
      options={names.map((name) => ({ value: name, label: name }))}
    />
  )
}
