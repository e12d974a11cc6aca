'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useEditor, useEditorHandle } from '../../editor-context'
import { setSlot } from '../../store/commands/settings'
import { KnownNames } from './known-names'
import { SettingsSection } from './settings-section'
import { SlotEditor } from './slot-editor'
import { meaningOf, newSlot } from './slot-edits'
import { slotNameProblem } from './slot-name'

/** What each tenant may fill in: its company's name, its tone, its opening hours. */
export function SlotList() {
  const names = useEditor(useShallow((state) => Object.keys(state.document.slots).sort()))
  return (
    <SettingsSection
      title="Slots"
      summary={<>What differs from tenant to tenant. Prompts read them as {'{{ slots.name }}'}.</>}
    >
      <div className="flex flex-col gap-2">
        {names.map((name) => (
          <SlotEditor key={name} name={name} />
        ))}
        <NewSlot taken={names} />
      </div>
    </SettingsSection>
  )
}

function NewSlot({ taken }: { taken: readonly string[] }) {
  const { store } = useEditorHandle()
  const [name, setName] = useState<string | undefined>()
  if (name === undefined) {
    return (
      <Button size="sm" className="self-start" onClick={() => setName('')}>
        <Plus aria-hidden />
        Add slot
      </Button>
    )
  }
  const problem = name === '' ? undefined : slotNameProblem(name, taken)
  const add = () => {
    if (name === '' || problem !== undefined) return
    setSlot(store, name, newSlot(name))
    setName(undefined)
  }
  return (
    <form
      className="flex flex-col gap-2 rounded-lg border border-border p-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Field
        label="Name of the new slot"
        error={problem}
        hint={meaningOf(name) ?? 'As prompts will write it: company, opening_hours.'}
      >
        <Input
          autoFocus
          value={name}
          placeholder="company"
          onChange={(event) => setName(event.target.value.toLowerCase().replaceAll(/[\s-]/g, '_'))}
          className="h-8 text-[0.8125rem]"
        />
      </Field>
      <KnownNames taken={taken} onChoose={setName} />
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={() => setName(undefined)}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={name === '' || problem !== undefined}>
          Add
        </Button>
      </div>
    </form>
  )
}
