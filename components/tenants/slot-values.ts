import type { Slot } from '@/domain/blueprint/document'

type SlotValue = string | number | boolean
type SlotValues = Record<string, SlotValue>
/** What stands in the form: text as typed, also for numbers. */
export type SlotInputs = Record<string, string | boolean>

export function inputsFrom(slots: Readonly<Record<string, Slot>>, values: Readonly<SlotValues>): SlotInputs {
  return Object.fromEntries(
    Object.entries(slots).map(([name, slot]) => {
      const value = values[name]
      if (slot.type === 'boolean') return [name, value === undefined ? slot.default === true : value === true]
      return [name, value === undefined ? '' : String(value)]
    }),
  )
}

type ReadSlots = { values: SlotValues; problems: Record<string, string> }

/** An empty field is left out, so that the slot's default holds. */
export function readInputs(slots: Readonly<Record<string, Slot>>, inputs: Readonly<SlotInputs>): ReadSlots {
  const result: ReadSlots = { values: {}, problems: {} }
  for (const [name, slot] of Object.entries(slots)) {
    const input = inputs[name] ?? ''
    if (typeof input === 'boolean') {
      result.values[name] = input
    } else if (input.trim() === '') {
      if (slot.required && slot.default === undefined) result.problems[name] = 'This one is needed.'
    } else if (slot.type === 'number') {
      const number = Number(input.replace(',', '.'))
      if (Number.isFinite(number)) result.values[name] = number
      else result.problems[name] = 'Write a number.'
    } else {
      result.values[name] = input
    }
  }
  return result
}
