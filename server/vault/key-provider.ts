import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { BulkheadError } from '@/domain/errors'

/**
 * Wraps data keys. Wrapping needs the public half alone, so that every process can seal and only the broker can open.
 * RSA-OAEP with SHA-256 (RFC 8017 §7.1), because PKCS#11 HSMs and cloud KMSs offer just that.
 */
export type WrappingKey = {
  /** Fingerprint of the key-encryption key: kept beside everything that it wrapped. */
  readonly id: string
  wrap(dataKey: Buffer): Promise<Buffer>
}

export type KeyProvider = WrappingKey & {
  /** Throws `data-corrupt` when `wrapped` was not made by this key. */
  unwrap(wrapped: Buffer): Promise<Buffer>
}

const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const

export async function loadWrappingKey(publicKeyFile: string): Promise<WrappingKey> {
  return wrappingKey(createPublicKey(await readFile(publicKeyFile)))
}

export async function loadFileKeyProvider(privateKeyFile: string): Promise<KeyProvider> {
  return fileKeyProvider(createPrivateKey(await readFile(privateKeyFile)))
}

export function fileKeyProvider(privateKey: KeyObject): KeyProvider {
  const wrapping = wrappingKey(createPublicKey(privateKey))
  return {
    ...wrapping,
    async unwrap(wrapped) {
      try {
        return privateDecrypt({ key: privateKey, ...padding }, wrapped)
      } catch (cause) {
        throw new BulkheadError('data-corrupt', 'A data key cannot be opened with this key-encryption key.', { cause })
      }
    },
  }
}

export function wrappingKey(publicKey: KeyObject): WrappingKey {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const id = `file:${createHash('sha256').update(der).digest('hex').slice(0, 16)}`
  return { id, wrap: async (dataKey) => publicEncrypt({ key: publicKey, ...padding }, dataKey) }
}
