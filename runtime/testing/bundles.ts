import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { emptyManifest } from '@/domain/blueprint/manifest'
import type { Bundle, PlanStep, SignedBundle } from '@/domain/runtime/bundle'

export const ids = {
  workspace: '0d1c6f5e-6f0b-4b55-9a3c-6a3e5b1f0001',
  tenant: '0d1c6f5e-6f0b-4b55-9a3c-6a3e5b1f0002',
  runtime: '0d1c6f5e-6f0b-4b55-9a3c-6a3e5b1f0003',
  blueprint: '0d1c6f5e-6f0b-4b55-9a3c-6a3e5b1f0004',
  stranger: '0d1c6f5e-6f0b-4b55-9a3c-6a3e5b1f0005',
} as const

type StepParts = { id: string; kind: string; config: PlanStep['config']; next?: Record<string, string[]> }

/** A step whose ends all lead to `in`. */
export function step({ id, kind, config, next = {} }: StepParts): PlanStep {
  const ends = Object.entries(next).map(([port, blocks]) => [port, blocks.map((block) => ({ block, port: 'in' }))])
  return { id, kind, label: `The ${id}`, config, next: Object.fromEntries(ends) }
}

export const chat = (...to: string[]): PlanStep =>
  step({ id: 'chat', kind: 'chat-message', config: { greeting: 'Hi', suggestions: [] }, next: { out: to } })

export const reply = (id: string, text: string, next: Record<string, string[]> = {}): PlanStep =>
  step({ id, kind: 'reply', config: { text }, next })

export const reason = (id: string, next: Record<string, string[]>, config: PlanStep['config'] = {}): PlanStep =>
  step({
    id,
    kind: 'reason',
    config: { model: 'default', instructions: 'Help.', prompt: '{{ input.content }}', remember: true, ...config },
    next,
  })

export function bundleOf(steps: PlanStep[], changes: Partial<Bundle> = {}): Bundle {
  const triggers = steps.filter(({ kind }) => kind === 'chat-message' || kind === 'webhook').map(({ id }) => id)
  return {
    format: 1,
    workspaceId: ids.workspace,
    tenant: { id: ids.tenant, slug: 'acme', name: 'Acme & Söhne' },
    blueprint: { id: ids.blueprint, name: 'Support', version: 1, digest: `sha256:${'0'.repeat(64)}` },
    slots: { tone: 'calm' },
    sessions: 'finish',
    triggers,
    steps,
    manifest: emptyManifest(['default']),
    ...changes,
  }
}

/** Chat, one model call, and its text as the reply. */
export function echoBundle(version: number, changes: Partial<Bundle> = {}): Bundle {
  const steps = [
    chat('answer'),
    reason('answer', { out: ['say'] }, { instructions: `You are version ${version}.` }),
    reply('say', '{{ answer.text }}'),
  ]
  return bundleOf(steps, {
    blueprint: { id: ids.blueprint, name: 'Support', version, digest: `sha256:${'0'.repeat(64)}` },
    ...changes,
  })
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
export const bundleKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

export const digestOf = (payload: string) => `sha256:${createHash('sha256').update(payload).digest('hex')}`

export function signBundle(bundle: Bundle, key = privateKey): SignedBundle {
  const payload = JSON.stringify(bundle)
  return { payload, digest: digestOf(payload), signature: sign(null, Buffer.from(payload), key).toString('base64') }
}
