'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
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
    <Field
      key={name}
      label={slot.label}
      required={slot.required && slot.default === undefined}
      hint={slotHint(slot)}
      error={problems[name]}
    >
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
          options={(slot.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
          value={value === '' ? null : String(value)}
          onValueChange={onChange}
          placeholder={slot.default === undefined ? 'Choose…' : `${slot.default} (default)`}
        />
      )
    case 'number':
    case 'text':
      return (
        <Input
          inputMode={slot.type === 'number' ? 'decimal' : 'text'}
          value={String(value)}
          placeholder={slot.default === undefined ? '' : String(slot.default)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

function slotHint(slot: Slot): string | undefined {
  if (slot.default !== undefined && slot.type !== 'boolean') return `Left empty: ${slot.default}`
  return slot.owner === 'tenant' ? 'The customer may change this.' : undefined
}
