'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select, type SelectOption } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import type { Slot } from '@/domain/blueprint/document'
import type { SlotInputs } from './slot-values'

type SlotFieldsProps = {
  slots: Readonly<Record<string, Slot>>
  inputs: SlotInputs
  problems: Readonly<Record<string, string>>
  onChange: (inputs: SlotInputs) => void
}

export function SlotFields({ slots, inputs, problems, onChange }: SlotFieldsProps) {
  return Object.entries(slots).map(([name, slot]) => (
    <Field key={name} label={slot.label} required={isNeeded(slot)} hint={slotHint(slot)} error={problems[name]}>
      <SlotControl
        slot={slot}
        value={inputs[name] ?? ''}
        onChange={(value) => onChange({ ...inputs, [name]: value })}
      />
    </Field>
  ))
}

type SlotControlProps = { slot: Slot; value: string | boolean; onChange: (value: string | boolean) => void }

function SlotControl({ slot, value, onChange }: SlotControlProps) {
  switch (slot.type) {
    case 'boolean':
      return <Switch checked={value === true} onCheckedChange={onChange} />
    case 'choice':
      return (
        <Select
          options={choiceOptions(slot)}
          value={value === '' ? null : String(value)}
          placeholder={isNeeded(slot) ? 'Choose…' : emptyWord(slot)}
          onValueChange={onChange}
        />
      )
    case 'prompt':
      return <Textarea value={String(value)} onChange={(event) => onChange(event.target.value)} />
    case 'secret':
      return (
        <Input
          type="password"
          autoComplete="new-password"
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'number':
    case 'model':
    case 'text':
      return (
        <Input
          inputMode={slot.type === 'number' ? 'decimal' : 'text'}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

/** Nothing stands in when it is left empty. */
function isNeeded(slot: Slot): boolean {
  return slot.required && slot.default === undefined
}

/** What need not be chosen can be unchosen. */
function choiceOptions(slot: Slot): SelectOption[] {
  const choices = (slot.choices ?? []).map((choice) => ({ value: choice, label: choice }))
  if (isNeeded(slot)) return choices
  return [{ value: '', label: emptyWord(slot) }, ...choices]
}

function emptyWord(slot: Slot): string {
  return slot.default === undefined ? 'None' : `${slot.default} (default)`
}

function slotHint(slot: Slot): string | undefined {
  if (slot.type === 'secret') return 'Sealed at once; it cannot be read back, and the agent never holds it.'
  if (slot.default !== undefined && (slot.type === 'text' || slot.type === 'number' || slot.type === 'model'))
    return `Left empty: ${slot.default}`
  if (slot.default !== undefined && slot.type === 'prompt') return 'Left empty, the text of the blueprint holds.'
  return slot.owner === 'tenant' ? 'Theirs to choose: ask the customer.' : undefined
}
