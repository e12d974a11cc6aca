import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleSigner, loadBundleSigner } from './bundle-signer'
import { open, seal } from './envelope'
import { loadFileKeyProvider, loadWrappingKey } from './key-provider'

let folder: string
let files: { vaultPrivate: string; vaultPublic: string; signing: string }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-vault-'))
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
  files = {
    vaultPrivate: await keep('vault.private.pem', pair.privateKey.export(pkcs8)),
    vaultPublic: await keep('vault.public.pem', pair.publicKey.export({ type: 'spki', format: 'pem' })),
    signing: await keep('signing.pem', generateKeyPairSync('ed25519').privateKey.export(pkcs8)),
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function keep(name: string, pem: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), pem)
  return join(folder, name)
}

describe('the two halves of the key-encryption key', () => {
  it('the public one seals, and what it sealed the private one opens, by the same name', async () => {
    const web = await loadWrappingKey(files.vaultPublic)
    const broker = await loadFileKeyProvider(files.vaultPrivate)
    expect(web.id).toBe(broker.id)
    expect(await open(broker, await seal(web, 'secret', 'c'), 'c')).toBe('secret')
  })

  it('the public one opens nothing: it has no such call, and its file cannot become a provider', async () => {
    const web = await loadWrappingKey(files.vaultPublic)
    expect(Object.keys(web).sort()).toEqual(['id', 'wrap'])
    await expect(loadFileKeyProvider(files.vaultPublic)).rejects.toThrow()
  })
})

describe('the bundle signer', () => {
  const payload = '{"tenant":"ünï"}'

  it('signs what anybody can verify with the public key that runtimes are started with', async () => {
    const signer = await loadBundleSigner(files.signing)
    const key = createPublicKey({ key: Buffer.from(signer.publicKey, 'base64'), type: 'spki', format: 'der' })
    const signature = Buffer.from(signer.sign(payload), 'base64')
    expect(verify(null, Buffer.from(payload), key, signature)).toBe(true)
    expect(verify(null, Buffer.from(`${payload} `), key, signature)).toBe(false)
  })

  it('of another key signs nothing that this one would', async () => {
    const signer = await loadBundleSigner(files.signing)
    const key = createPublicKey({ key: Buffer.from(signer.publicKey, 'base64'), type: 'spki', format: 'der' })
    const forged = bundleSigner(generateKeyPairSync('ed25519').privateKey).sign(payload)
    expect(verify(null, Buffer.from(payload), key, Buffer.from(forged, 'base64'))).toBe(false)
  })

  it('gives the private half away in no field', async () => {
    expect(Object.keys(await loadBundleSigner(files.signing)).sort()).toEqual(['publicKey', 'sign'])
  })
})
