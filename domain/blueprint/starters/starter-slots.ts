import type { Slot } from '../document'

/** Slots that several starters have. */
export function textSlot(label: string, preset: string): Slot {
  return { type: 'text', label, owner: 'tenant', required: true, default: preset }
}

export function numberSlot(label: string, preset: number): Slot {
  return { type: 'number', label, owner: 'tenant', required: true, default: preset, min: 0 }
}

export const companySlot = textSlot('Company name', 'our company')
