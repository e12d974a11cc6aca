import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createDataKey,
  deriveKey,
  keySealedSchema,
  modelProviderContext,
  open,
  openWithKey,
  type SealedValue,
  seal,
  sealedValueSchema,
  sealWithKey,
} from './envelope'
import { fileKeyProvider } from './key-provider'

const newProvider = () => fileKeyProvider(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
const provider = newProvider()
const secret = 'sk-plain-ünïcode-🔑'
const context = modelProviderContext('acme')

/** The same bytes, one bit of them flipped. */
function flip(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return bytes.toString('base64')
}

describe('a sealed secret', () => {
  it.each(['', secret, 'x'.repeat(100_000)])(
    'opens again as it was, after a journey through JSON (%#)',
    async (text) => {
      const sealed = sealedValueSchema.parse(JSON.parse(JSON.stringify(await seal(provider, text, context))))
      expect(await open(provider, sealed, context)).toBe(text)
    },
  )

  it('shows nothing of itself, and names the key that can open it', async () => {
    const sealed = await seal(provider, secret, context)
    const bytes = Buffer.concat(Object.values(sealed).map((part) => Buffer.from(String(part), 'base64')))
    expect(JSON.stringify(sealed)).not.toContain('sk-plain')
    expect(bytes.includes('sk-plain')).toBe(false)
    expect(sealed.keyEncryptionKey).toBe(provider.id)
  })

  it('is sealed under a fresh key and nonce each time', async () => {
    const [one, two] = [await seal(provider, secret, context), await seal(provider, secret, context)]
    for (const part of ['wrappedKey', 'nonce', 'ciphertext', 'tag'] as const) expect(one[part]).not.toBe(two[part])
  })

  it('opens for nobody else than it was sealed for', async () => {
    const sealed = await seal(provider, secret, context)
    await expect(open(provider, sealed, modelProviderContext('globex'))).rejects.toMatchObject({ code: 'data-corrupt' })
  })

  it.each(['wrappedKey', 'nonce', 'ciphertext', 'tag'] as const)('with a changed %s is refused', async (part) => {
    const sealed = await seal(provider, secret, context)
    const changed: SealedValue = { ...sealed, [part]: flip(sealed[part]) }
    await expect(open(provider, changed, context)).rejects.toMatchObject({ code: 'data-corrupt' })
  })

  it.each([0, 4, 15])('with a tag cut to %i bytes is refused', async (length) => {
    const sealed = await seal(provider, secret, context)
    const tag = Buffer.from(sealed.tag, 'base64').subarray(0, length).toString('base64')
    await expect(open(provider, { ...sealed, tag }, context)).rejects.toMatchObject({ code: 'data-corrupt' })
  })

  it('does not open with another key, and the refusal holds nothing of the secret', async () => {
    const sealed = await seal(provider, secret, context)
    const refused: unknown = await open(newProvider(), sealed, context).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'data-corrupt', message: expect.stringContaining('key-encryption key') })
    expect(String(refused)).not.toContain('sk-plain')
  })

  it.each([{ format: 2 }, { extra: 1 }, { nonce: 'not base64!' }])('of another form is refused: %j', async (wrong) => {
    const sealed = await seal(provider, secret, context)
    expect(sealedValueSchema.safeParse({ ...sealed, ...wrong }).success).toBe(false)
  })
})

describe("a tenant's data key", () => {
  it('has 32 bytes, is another for each tenant, and can be unwrapped by the provider alone', async () => {
    const [one, two] = [await createDataKey(provider), await createDataKey(provider)]
    expect(one.keyEncryptionKey).toBe(provider.id)
    const [first, second] = [await provider.unwrap(one.wrappedKey), await provider.unwrap(two.wrappedKey)]
    expect([first.length, second.length]).toEqual([32, 32])
    expect(first.equals(second)).toBe(false)
    await expect(newProvider().unwrap(one.wrappedKey)).rejects.toMatchObject({ code: 'data-corrupt' })
  })

  it('yields the same store key each time, which is neither itself nor that of another tenant', () => {
    const [dataKey, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const storeKey = deriveKey(dataKey, 'runtime-store')
    expect(Buffer.from(storeKey, 'base64')).toHaveLength(32)
    expect(deriveKey(Buffer.from(dataKey), 'runtime-store')).toBe(storeKey)
    expect(deriveKey(other, 'runtime-store')).not.toBe(storeKey)
    expect(storeKey).not.toBe(dataKey.toString('base64'))
  })

  it('yields one key per purpose', () => {
    const dataKey = Buffer.alloc(32, 1)
    const purposes = ['runtime-store', 'effect-ledger', 'webhook-signing'] as const
    expect(new Set(purposes.map((purpose) => deriveKey(dataKey, purpose))).size).toBe(3)
  })

  it('yields what HKDF-SHA256 says, so that stores of today open with the code of tomorrow', () => {
    expect(deriveKey(Buffer.alloc(32, 7), 'runtime-store')).toBe('Cv6PyF2ylOVcRAlP4fvFdT8BCQS3pnf6jbPgE3M9ZI0=')
  })
})

describe('what is sealed with a key at hand', () => {
  const key = deriveKey(Buffer.alloc(32, 7), 'effect-ledger')

  it('opens again with that key and in that context alone', () => {
    const sealed = keySealedSchema.parse(JSON.parse(JSON.stringify(sealWithKey(key, secret, 'effect:a:1'))))
    expect(openWithKey(key, sealed, 'effect:a:1')).toBe(secret)
    const another = deriveKey(Buffer.alloc(32, 8), 'effect-ledger')
    for (const attempt of [
      () => openWithKey(another, sealed, 'effect:a:1'),
      () => openWithKey(key, sealed, 'effect:b:1'),
      () => openWithKey(key, { ...sealed, tag: flip(sealed.tag) }, 'effect:a:1'),
    ]) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'data-corrupt' }))
    }
  })
})
