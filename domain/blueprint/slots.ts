import { type BlueprintDocument, documentLimits, type Slot } from './document'

export type SlotValue = string | number | boolean
export type SlotProblem = { slot: string; label: string; message: string }
export type ResolvedSlots = { values: Record<string, SlotValue>; problems: SlotProblem[] }

export const slotValueLimits = { chars: 4_000 } as const

/**
 * A tenant's values over the defaults. Values of slots that the blueprint does not have are ignored, so that a tenant
 * keeps them across versions. An optional slot without either is `''` or `false`; a number has no empty form. Of a
 * secret, `given` holds `true` when the tenant has one: its value is not for here, and `values` does not name it.
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
    else if (slot.type === 'secret') continue
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
    case 'prompt':
    case 'model':
      return typeof value === 'string' ? lengthProblem(slot, value) : `"${slot.label}" must be text.`
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? boundsProblem(slot, value)
        : `"${slot.label}" must be a number.`
    case 'boolean':
      return typeof value === 'boolean' ? null : `"${slot.label}" must be on or off.`
    case 'choice': {
      const choices = slot.choices ?? []
      if (typeof value === 'string' && choices.includes(value)) return null
      return `"${slot.label}" must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}.`
    }
    case 'secret':
      return value === true
        ? null
        : `"${slot.label}" is a secret: enter it on the tenant's page, it has no other place.`
  }
}

/** A prompt may be as long as a template; other texts are lines of a form. */
function lengthProblem(slot: Slot, value: string): string | null {
  const most = slot.maxChars ?? (slot.type === 'prompt' ? documentLimits.textChars : slotValueLimits.chars)
  if (value.length > most) return `"${slot.label}" may hold ${most} characters.`
  return value.length < (slot.minChars ?? 0) ? `"${slot.label}" needs at least ${slot.minChars} characters.` : null
}

function boundsProblem({ label, min, max }: Slot, value: number): string | null {
  if (min !== undefined && value < min) return `"${label}" must be ${min} or more.`
  return max !== undefined && value > max ? `"${label}" must be ${max} or less.` : null
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function isSlotValue(value: unknown): value is SlotValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
