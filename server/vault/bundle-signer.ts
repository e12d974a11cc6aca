import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/** Signs bundles with Ed25519 (RFC 8032). Only the controller holds one. */
export type BundleSigner = {
  /** SPKI DER, base64: what runtimes are started with. */
  publicKey: string
  /** Over the payload's UTF-8 bytes; base64. */
  sign(payload: string): string
}

export async function loadBundleSigner(privateKeyFile: string): Promise<BundleSigner> {
  return bundleSigner(createPrivateKey(await readFile(privateKeyFile)))
}

export function bundleSigner(privateKey: KeyObject): BundleSigner {
  return {
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (payload) => sign(null, Buffer.from(payload), privateKey).toString('base64'),
  }
}
