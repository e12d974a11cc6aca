import type { Outputs } from '@/components/shell/api-types'
import type { Slot } from '@/domain/blueprint/document'

/** What webhooks of a tenant are signed with, when it is set. */
export const signingSecret = 'webhook_signing'

export type SecretEntry = {
  name: string
  label: string
  hint: string
  needed: boolean
  setAt: Date | null
}

type Secrets = Outputs['tenantSecret']['list']

/** The version's secret slots, then what webhooks are signed with, then what is left from other versions. */
export function secretEntries(slots: Readonly<Record<string, Slot>>, secrets: Secrets): SecretEntry[] {
  const setAt = (name: string) => secrets.find((secret) => secret.name === name)?.setAt ?? null
  const drawn = Object.entries(slots)
    .filter(([, slot]) => slot.type === 'secret')
    .map(([name, { label, required }]) => ({
      name,
      label,
      hint: 'Put into requests outside the environment; the agent never holds it.',
      needed: required,
      setAt: setAt(name),
    }))
  const signing = {
    name: signingSecret,
    label: 'Signing secret of webhooks',
    hint: 'Receivers check signatures with it. Until it is set, a key that nobody can read signs.',
    needed: false,
    setAt: setAt(signingSecret),
  }
  const known = new Set([...drawn.map(({ name }) => name), signingSecret])
  const left = secrets
    .filter(({ name }) => !known.has(name))
    .map(({ name, setAt: at }) => ({
      name,
      label: name,
      hint: 'This version has no such slot. It is kept for others.',
      needed: false,
      setAt: at,
    }))
  return [...drawn, ...(slots[signingSecret]?.type === 'secret' ? [] : [signing]), ...left]
}

/** Standard Webhooks: `whsec_` and 32 random bytes. */
export function newSigningSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}
