import type { BlueprintDocument, Slot } from './document'

export type SlotValue = string | number | boolean
export type SlotProblem = { slot: string; label: string; message: string }
export type ResolvedSlots = { values: Record<string, SlotValue>; problems: SlotProblem[] }

export const slotValueLimits = { chars: 4_000 } as const

/**
 * A tenant's values over the defaults. Values of slots that the blueprint does not have are ignored, so that a tenant
 * keeps them across versions. An optional slot without either is `''` or `false`; a number has no empty form.
 */
export function resolveSlots(
  slots: BlueprintDocument['slots'],
  given: Readonly<Record<string, unknown>>,
): ResolvedSlots {
  const resolved: ResolvedSlots = { values: {}, problems: [] }
  for (const name of Object.keys(slots).sort()) {
    const slot = slots[name]
    if (slot === undefined) continue
    const value = Object.hasOwn(given, name) && !isEmpty(given[name]) ? given[name] : slot.default
    const message = slotValueProblem(slot, value)
    if (message !== null) resolved.problems.push({ slot: name, label: slot.label, message })
    else if (isSlotValue(value)) resolved.values[name] = value
    else if (slot.type !== 'number') resolved.values[name] = slot.type === 'boolean' ? false : ''
  }
  return resolved
}

/** Why a value does not fit a slot, as a sentence; null when it does. An absent value fits an optional slot. */
export function slotValueProblem(slot: Slot, value: unknown): string | null {
  if (isEmpty(value)) return slot.required ? `"${slot.label}" is required and has no value.` : null
  switch (slot.type) {
    case 'text':
      if (typeof value !== 'string') return `"${slot.label}" must be text.`
      return value.length > slotValueLimits.chars
        ? `"${slot.label}" may hold ${slotValueLimits.chars} characters.`
        : null
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : `"${slot.label}" must be a number.`
    case 'boolean':
      return typeof value === 'boolean' ? null : `"${slot.label}" must be on or off.`
    case 'choice': {
      const choices = slot.choices ?? []
      if (typeof value === 'string' && choices.includes(value)) return null
      return `"${slot.label}" must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}.`
    }
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function isSlotValue(value: unknown): value is SlotValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
