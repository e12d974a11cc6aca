import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import type { KeyProvider, WrappingKey } from './key-provider'

/** A secret at rest: AES-256-GCM under a data key of its own, which is wrapped by the key-encryption key. */
export const sealedValueSchema = z.strictObject({
  format: z.literal(1),
  keyEncryptionKey: z.string(),
  wrappedKey: z.base64(),
  nonce: z.base64(),
  ciphertext: z.base64(),
  tag: z.base64(),
})

export type SealedValue = z.infer<typeof sealedValueSchema>

const algorithm = 'aes-256-gcm'
/** Without it node takes tags of 4 bytes too, which can be guessed. */
const wholeTag = { authTagLength: 16 } as const

/** `context` names what is sealed and for whom; opening it under another context fails. */
export async function seal(key: WrappingKey, plaintext: string, context: string): Promise<SealedValue> {
  const dataKey = randomBytes(32)
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, dataKey, nonce, wholeTag).setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return {
    format: 1,
    keyEncryptionKey: key.id,
    wrappedKey: (await key.wrap(dataKey)).toString('base64'),
    nonce: nonce.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

export async function open(provider: KeyProvider, sealed: SealedValue, context: string): Promise<string> {
  const dataKey = await provider.unwrap(Buffer.from(sealed.wrappedKey, 'base64'))
  try {
    return decrypt(dataKey, sealed, context)
  } finally {
    dataKey.fill(0)
  }
}

function decrypt(key: Buffer, sealed: KeySealedValue, context: string): string {
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(sealed.nonce, 'base64'), wholeTag)
      .setAAD(Buffer.from(context))
      .setAuthTag(Buffer.from(sealed.tag, 'base64'))
    return decipher.update(Buffer.from(sealed.ciphertext, 'base64'), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new BulkheadError('data-corrupt', 'A sealed secret was changed, or belongs elsewhere.', { cause })
  }
}

/** The contexts of what is sealed for somebody: each names whose it is and what for. */
export const modelProviderContext = (workspaceId: string) => `model-provider:${workspaceId}`
export const connectionContext = (tenantId: string, skill: string) => `connection:${tenantId}:${skill}`
export const tenantSecretContext = (tenantId: string, name: string) => `tenant-secret:${tenantId}:${name}`

/** Sealed with a key that is at hand, one of `deriveKey`'s: what a tenant's destroyed data key destroys with it. */
export const keySealedSchema = z.strictObject({
  format: z.literal(1),
  nonce: z.base64(),
  ciphertext: z.base64(),
  tag: z.base64(),
})
export type KeySealedValue = z.infer<typeof keySealedSchema>

export function sealWithKey(key: string, plaintext: string, context: string): KeySealedValue {
  const nonce = randomBytes(12)
  const cipher = createCipheriv(algorithm, Buffer.from(key, 'base64'), nonce, wholeTag).setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return {
    format: 1,
    nonce: nonce.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

export function openWithKey(key: string, sealed: KeySealedValue, context: string): string {
  return decrypt(Buffer.from(key, 'base64'), sealed, context)
}

export type WrappedDataKey = { wrappedKey: Buffer; keyEncryptionKey: string }

/** A tenant's data key: made, wrapped and forgotten. Nobody but the broker sees it again. */
export async function createDataKey(key: WrappingKey): Promise<WrappedDataKey> {
  return { wrappedKey: await key.wrap(randomBytes(32)), keyEncryptionKey: key.id }
}

export type KeyPurpose = 'runtime-store' | 'effect-ledger' | 'webhook-signing'

/** One key per purpose from a tenant's data key: HKDF-SHA256 (RFC 5869), base64. */
export function deriveKey(dataKey: Buffer, purpose: KeyPurpose): string {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `bulkhead/${purpose}`, 32)).toString('base64')
}
