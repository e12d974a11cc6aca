import { expect, it } from 'vitest'
import { emptyDocument, type Slot, slotSchema, slotTypes } from '@/domain/blueprint/document'
import { knownLimits } from '@/domain/blueprint/known-slots'
import { slotProblems } from '@/domain/blueprint/lint-rules/slots'
import { meaningOf, newSlot, retyped } from './slot-edits'

const text: Slot = { type: 'text', label: 'Tone', owner: 'tenant', required: true, default: 'kind', maxChars: 20 }

it('from every type to every other, nothing stays that the other cannot have', () => {
  for (const first of slotTypes) {
    for (const second of slotTypes) {
      const slot = retyped(retyped(text, first), second)
      expect(slotSchema.parse(slot)).toEqual(slot)
      expect(slotProblems({ ...emptyDocument(), slots: { tone: slot } })).toEqual([])
    }
  }
})

it('text that becomes a prompt keeps its default and its limits', () => {
  expect(retyped(text, 'prompt')).toEqual({ ...text, type: 'prompt' })
})

it('a name with a meaning begins with the right type, and is explained', () => {
  for (const name of [...Object.keys(knownLimits), 'flag_beta']) {
    expect(slotProblems({ ...emptyDocument(), slots: { [name]: newSlot(name) } })).toEqual([])
    expect(meaningOf(name)).toMatch(/\.$/)
  }
  expect(meaningOf('company')).toBeUndefined()
})
