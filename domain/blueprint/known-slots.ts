import type { Slot } from './document'
import type { PermissionManifest } from './manifest'
import type { SlotValue } from './slots'

/** Slots whose names have a meaning of their own: what they switch or limit is done by the product. */
export const knownLimits = {
  limit_messages_per_minute: 'Messages that the agent takes in a minute, over all conversations.',
  limit_model_calls_per_day: 'Calls of models in a day (UTC).',
  limit_tokens_per_day: 'Tokens that models may read and write in a day (UTC).',
} as const

export type KnownLimit = keyof typeof knownLimits

const flag = /^flag_/

/** What is wrong with a slot of a known name; null when nothing is. */
export function knownSlotProblem(name: string, slot: Slot): string | null {
  if (flag.test(name) && slot.type !== 'boolean') {
    return `"${name}" is a feature flag, because its name begins with flag_: make it an on/off slot.`
  }
  if (Object.hasOwn(knownLimits, name) && slot.type !== 'number') return `"${name}" is a limit: make it a number slot.`
  return null
}

/** A limit of 0 or less is none. */
export function limitOf(slots: Readonly<Record<string, SlotValue>>, name: KnownLimit): number | undefined {
  const value = slots[name]
  return typeof value === 'number' && value > 0 ? Math.floor(value) : undefined
}

export function dailyLimits(slots: Readonly<Record<string, SlotValue>>): PermissionManifest['limits'] {
  const modelCallsPerDay = limitOf(slots, 'limit_model_calls_per_day')
  const tokensPerDay = limitOf(slots, 'limit_tokens_per_day')
  return {
    ...(modelCallsPerDay === undefined ? {} : { modelCallsPerDay }),
    ...(tokensPerDay === undefined ? {} : { tokensPerDay }),
  }
}
