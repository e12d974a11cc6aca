import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { type Folders, makeHome } from './folders'

const port = z.int().min(1).max(65_535)

/** What an installation decided once and keeps: ports, and the passwords of its own database. */
const settingsSchema = z.strictObject({
  installation: z.string().regex(/^[a-z0-9-]{1,40}$/),
  ports: z.strictObject({ web: port, gateway: port, postgres: port }),
  passwords: z.strictObject({
    administrator: z.string(),
    owner: z.string(),
    web: z.string(),
    controller: z.string(),
    gateway: z.string(),
    broker: z.string(),
  }),
  authSecret: z.string().min(32),
})

export type Settings = z.infer<typeof settingsSchema>
export type Ports = Settings['ports']

/** Under the ephemeral range, so that no outgoing connection takes them by chance. */
export const defaultPorts: Ports = { web: 4300, gateway: 4380, postgres: 4332 }

export async function readSettings(folders: Folders): Promise<Settings | null> {
  const text = await readFile(folders.settings, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return settingsSchema.parse(JSON.parse(text))
  } catch (cause) {
    const message = `${folders.settings} is damaged. Restore it from a backup, or start anew with ./bulkhead reset.`
    throw new BulkheadError('data-corrupt', message, { cause })
  }
}

/** The settings of this installation, made on first use; given ports replace the kept ones. */
export async function ensureSettings(folders: Folders, ports: Partial<Ports>): Promise<Settings> {
  makeHome(folders)
  const known = await readSettings(folders)
  const settings: Settings = known
    ? { ...known, ports: { ...known.ports, ...ports } }
    : {
        installation: randomBytes(4).toString('hex'),
        ports: { ...defaultPorts, ...ports },
        passwords: {
          administrator: secret(),
          owner: secret(),
          web: secret(),
          controller: secret(),
          gateway: secret(),
          broker: secret(),
        },
        authSecret: secret(),
      }
  await writeWhole(folders.settings, `${JSON.stringify(settings, null, 2)}\n`)
  return settings
}

export type KeyFiles = { vaultPrivate: string; vaultPublic: string; signing: string }

/** The key-encryption key (RSA, for the broker; its public half for web) and the bundle-signing key (Ed25519). */
export async function ensureKeys(folders: Folders): Promise<KeyFiles> {
  await mkdir(folders.keys, { recursive: true, mode: 0o700 })
  const files: KeyFiles = {
    vaultPrivate: join(folders.keys, 'vault.private.pem'),
    vaultPublic: join(folders.keys, 'vault.public.pem'),
    signing: join(folders.keys, 'bundle-signing.pem'),
  }
  const encoding = { type: 'pkcs8', format: 'pem' } as const
  if (await isMissing(files.vaultPublic)) {
    const pair = generateKeyPairSync('rsa', { modulusLength: 3072 })
    await writeWhole(files.vaultPrivate, pair.privateKey.export(encoding).toString())
    await writeWhole(files.vaultPublic, pair.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  }
  if (await isMissing(files.signing)) {
    await writeWhole(files.signing, generateKeyPairSync('ed25519').privateKey.export(encoding).toString())
  }
  return files
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

async function isMissing(file: string): Promise<boolean> {
  return readFile(file).then(
    () => false,
    () => true,
  )
}

/** All or nothing, and for our eyes only. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
