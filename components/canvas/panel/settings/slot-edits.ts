import { type Slot, type SlotType, slotTypes } from '@/domain/blueprint/document'
import { knownLimits } from '@/domain/blueprint/known-slots'

const textual: ReadonlySet<SlotType> = new Set(['text', 'prompt', 'model'])
const limitedInChars: ReadonlySet<SlotType> = new Set(['text', 'prompt'])

/** What another type cannot have goes: the default of another kind, choices, limits. */
export function retyped(slot: Slot, wanted: string): Slot {
  const type = slotTypes.find((candidate) => candidate === wanted)
  if (type === undefined || type === slot.type) return slot
  const { default: value, choices: _, minChars, maxChars, min: __, max: ___, ...rest } = slot
  const keepsDefault = typeof value === 'string' && textual.has(slot.type) && textual.has(type)
  const keepsChars = limitedInChars.has(type)
  return {
    ...rest,
    type,
    ...(type === 'choice' ? { choices: ['First', 'Second'] } : {}),
    ...(keepsDefault ? { default: value } : {}),
    ...(keepsChars && minChars !== undefined ? { minChars } : {}),
    ...(keepsChars && maxChars !== undefined ? { maxChars } : {}),
  }
}

/** One choice a line, each once. A default that is no longer offered goes. */
export function withChoices(slot: Slot, lines: string): Slot {
  const choices = [...new Set(lines.split('\n').map((line) => line.trim()))].filter(Boolean).slice(0, 50)
  const { default: value, ...rest } = slot
  return typeof value === 'string' && choices.includes(value)
    ? { ...rest, default: value, choices }
    : { ...rest, choices }
}

export function withDefault(slot: Slot, value: string | number | boolean | undefined): Slot {
  const { default: _, ...rest } = slot
  return value === undefined || value === '' ? rest : { ...rest, default: value }
}

const limitDefaults: Record<keyof typeof knownLimits, number> = {
  limit_messages_per_minute: 60,
  limit_model_calls_per_day: 1_000,
  limit_tokens_per_day: 1_000_000,
}

/** A slot of a name with a meaning begins with the type that the meaning asks for, and is not the tenant's to set. */
export function newSlot(name: string): Slot {
  const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')
  const limit = Object.keys(limitDefaults).find((known) => known === name)
  if (limit !== undefined) {
    const value = limitDefaults[limit as keyof typeof limitDefaults]
    return { type: 'number', label, owner: 'builder', required: false, default: value, min: 0 }
  }
  if (name.startsWith('flag_')) return { type: 'boolean', label, owner: 'builder', required: false, default: false }
  return { type: 'text', label, owner: 'tenant', required: false }
}

/** What a name means to the product itself; undefined for a name of one's own. */
export function meaningOf(name: string): string | undefined {
  const limit = Object.entries(knownLimits).find(([known]) => known === name)
  if (limit !== undefined) return `A limit that is kept for each tenant. ${limit[1]} 0 is no limit.`
  if (name.startsWith('flag_')) return 'A feature that is on or off for each tenant: conditions read it.'
  return undefined
}
