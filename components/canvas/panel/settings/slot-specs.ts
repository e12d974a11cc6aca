import type { SlotType } from '@/domain/blueprint/document'
import type { FieldSpec } from '@/domain/blueprint/field-spec'

export const slotTypeOptions: { value: SlotType; label: string; hint?: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'prompt', label: 'Prompt', hint: 'A long text for a model' },
  { value: 'number', label: 'Number' },
  { value: 'choice', label: 'One of a list' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'model', label: 'Model', hint: 'The name of a model' },
  { value: 'secret', label: 'Secret', hint: 'Sealed when it is entered, never shown again' },
]

const charLimits = { path: 'type', is: ['text', 'prompt'] }
const bounds = { path: 'type', is: ['number'] }

export const limitSpecs: readonly FieldSpec[] = [
  { path: 'minChars', label: 'At least', control: 'number', unit: 'characters', optional: true, when: charLimits },
  { path: 'maxChars', label: 'At most', control: 'number', unit: 'characters', optional: true, when: charLimits },
  { path: 'min', label: 'Smallest', control: 'number', optional: true, when: bounds },
  { path: 'max', label: 'Largest', control: 'number', optional: true, when: bounds },
]

export const ownerSpecs: readonly FieldSpec[] = [
  {
    path: 'owner',
    label: 'Filled in by',
    control: 'choice',
    options: [
      { value: 'tenant', label: 'The tenant’s people' },
      { value: 'builder', label: 'Your team, for each tenant' },
      { value: 'platform', label: 'The platform itself' },
    ],
  },
  {
    path: 'required',
    label: 'Required',
    control: 'switch',
    hint: 'A tenant without it, and without a default, does not get the new version.',
  },
]
