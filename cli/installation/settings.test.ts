import { createPrivateKey } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadBundleSigner } from '@/server/vault/bundle-signer'
import { open, seal } from '@/server/vault/envelope'
import { loadFileKeyProvider, loadWrappingKey } from '@/server/vault/key-provider'
import { type Folders, foldersOf } from './folders'
import { defaultPorts, ensureKeys, ensureSettings, readSettings } from './settings'

let root: string
let folders: Folders
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-home-'))
  folders = foldersOf('/checkout', join(root, 'home'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

describe('settings', () => {
  it('there are none before the first start', async () => {
    expect(await readSettings(folders)).toBeNull()
  })

  it('are decided once, each secret by chance, and read the same ever after', async () => {
    const first = await ensureSettings(folders, {})
    expect(first.ports).toEqual(defaultPorts)
    const secrets = [...Object.values(first.passwords), first.authSecret]
    expect(new Set(secrets).size).toBe(7)
    expect(Math.min(...secrets.map((secret) => secret.length))).toBeGreaterThanOrEqual(43)
    expect(await ensureSettings(folders, {})).toEqual(first)
    expect(await readSettings(folders)).toEqual(first)
  })

  it('are for our eyes only', async () => {
    await ensureSettings(folders, {})
    expect(modeOf(folders.settings)).toBe(0o600)
    expect(modeOf(folders.home)).toBe(0o711)
    expect(readdirSync(folders.home)).toEqual(['settings.json'])
  })

  it('keep a port that was chosen', async () => {
    await ensureSettings(folders, { web: 5300 })
    expect((await ensureSettings(folders, { gateway: 5380 })).ports).toEqual({
      ...defaultPorts,
      web: 5300,
      gateway: 5380,
    })
  })

  it('give no two the same port, and forget such a wish', async () => {
    await ensureSettings(folders, {})
    await expect(ensureSettings(folders, { web: 4380 })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/--port.*--gateway-port.*port 4380/),
    })
    expect((await readSettings(folders))?.ports).toEqual(defaultPorts)
  })

  it.each(['', '{', '{"installation":"x"}', 'null'])(
    'damaged to %j they are refused, named, and left as they are',
    async (text) => {
      mkdirSync(folders.home)
      writeFileSync(folders.settings, text)
      const refusal = {
        code: 'data-corrupt',
        message: expect.stringMatching(/settings\.json is damaged.*backup.*reset/),
      }
      await expect(readSettings(folders)).rejects.toMatchObject(refusal)
      await expect(ensureSettings(folders, {})).rejects.toMatchObject(refusal)
      expect(readFileSync(folders.settings, 'utf8')).toBe(text)
    },
  )

  it('that cannot be read are not taken for a new beginning', async () => {
    mkdirSync(folders.settings, { recursive: true })
    await expect(ensureSettings(folders, {})).rejects.toMatchObject({
      message: expect.stringContaining('cannot be read'),
    })
  })

  it('half written by one that died are no settings', async () => {
    const settings = await ensureSettings(folders, {})
    writeFileSync(`${folders.settings}.new`, '{"install')
    expect(await ensureSettings(folders, {})).toEqual(settings)
  })
})

describe('keys', () => {
  it('fit each other, stay the same, and are for our eyes only', async () => {
    const files = await ensureKeys(folders)
    const before = Object.values(files).map((file) => readFileSync(file, 'utf8'))
    const sealed = await seal(await loadWrappingKey(files.vaultPublic), 'secret', 'c')
    expect(await open(await loadFileKeyProvider(files.vaultPrivate), sealed, 'c')).toBe('secret')
    expect((await loadBundleSigner(files.signing)).sign('x')).toHaveLength(88)
    expect(createPrivateKey(readFileSync(files.vaultPrivate)).asymmetricKeyDetails?.modulusLength).toBe(3072)
    expect(await ensureKeys(folders)).toEqual(files)
    expect(Object.values(files).map((file) => readFileSync(file, 'utf8'))).toEqual(before)
    expect(Object.values(files).map(modeOf)).toEqual([0o600, 0o600, 0o600])
    expect(modeOf(folders.keys)).toBe(0o700)
  })

  it('a lost public half is made again from the private one, which is never replaced', async () => {
    const files = await ensureKeys(folders)
    const [privateHalf, publicHalf] = [files.vaultPrivate, files.vaultPublic].map((file) => readFileSync(file, 'utf8'))
    rmSync(files.vaultPublic)
    await ensureKeys(folders)
    expect(readFileSync(files.vaultPrivate, 'utf8')).toBe(privateHalf)
    expect(readFileSync(files.vaultPublic, 'utf8')).toBe(publicHalf)
  })

  it('a lost private half is said, not silently made anew', async () => {
    const files = await ensureKeys(folders)
    rmSync(files.vaultPrivate)
    await expect(ensureKeys(folders)).rejects.toMatchObject({
      code: 'data-corrupt',
      message: expect.stringMatching(/vault\.private\.pem is gone.*backup/),
    })
    expect(readdirSync(folders.keys).sort()).toEqual(['bundle-signing.pem', 'vault.public.pem'])
  })
})
