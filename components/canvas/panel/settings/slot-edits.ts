import type { Slot } from '@/domain/blueprint/document'

/** Another type has another kind of default, so the old one goes. */
export function retyped(slot: Slot, type: string): Slot {
  if (type !== 'text' && type !== 'number' && type !== 'choice' && type !== 'boolean') return slot
  const { default: _, choices: __, ...rest } = slot
  return type === 'choice' ? { ...rest, type, choices: ['First', 'Second'] } : { ...rest, type }
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
