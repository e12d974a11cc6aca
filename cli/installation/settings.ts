import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
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
  const text = await readIfThere(folders.settings)
  if (text === null) return null
  try {
    return settingsSchema.parse(JSON.parse(text))
  } catch (cause) {
    const message = `${folders.settings} is damaged. Restore it from a backup, or start anew with ./bulkhead reset.`
    throw new BulkheadError('data-corrupt', message, { cause })
  }
}

/** The settings of this installation, made on first use; given ports replace the kept ones, if no two are the same. */
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
  refuseSharedPort(settings.ports)
  await writeWhole(folders.settings, `${JSON.stringify(settings, null, 2)}\n`)
  return settings
}

export type KeyFiles = { vaultPrivate: string; vaultPublic: string; signing: string }

function refuseSharedPort(ports: Ports): void {
  const twice = Object.values(ports).find((one, index, all) => all.indexOf(one) !== index)
  if (twice === undefined) return
  const words = `The app (--port), the gateway (--gateway-port) and PostgreSQL (--postgres-port) need a port each, but port ${twice} is given to two of them.`
  throw new BulkheadError('bad-input', words)
}

/**
 * The key-encryption key (RSA, for the broker; its public half for web) and the bundle-signing key (Ed25519). Made
 * once; a private half that is there is never replaced, for all that it sealed would be lost with it.
 */
export async function ensureKeys(folders: Folders): Promise<KeyFiles> {
  await mkdir(folders.keys, { recursive: true, mode: 0o700 })
  const files: KeyFiles = {
    vaultPrivate: join(folders.keys, 'vault.private.pem'),
    vaultPublic: join(folders.keys, 'vault.public.pem'),
    signing: join(folders.keys, 'bundle-signing.pem'),
  }
  const kept = await readIfThere(files.vaultPrivate)
  const keptPublic = await readIfThere(files.vaultPublic)
  if (kept === null && keptPublic !== null) throw lostKey(files.vaultPrivate)
  if (keptPublic === null) {
    const privateKey = kept ?? generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export(pkcs8).toString()
    if (kept === null) await writeWhole(files.vaultPrivate, privateKey)
    const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
    await writeWhole(files.vaultPublic, publicKey)
  }
  if ((await readIfThere(files.signing)) === null) {
    await writeWhole(files.signing, generateKeyPairSync('ed25519').privateKey.export(pkcs8).toString())
  }
  return files
}

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const

function lostKey(file: string): BulkheadError {
  return new BulkheadError(
    'data-corrupt',
    `${file} is gone, and without it no secret and no conversation of this installation can be opened. Restore it from a backup, or start anew with ./bulkhead reset.`,
  )
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** Null only when there is no such file: one that cannot be read just now must not be taken for a new beginning. */
async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new BulkheadError('internal', `${file} cannot be read (${code}). Mend that, then try again.`, { cause })
  }
}

/** All or nothing, also when the machine loses power; and for our eyes only. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}
