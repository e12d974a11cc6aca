import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import { type Bundle, bundleSchema, type SignedBundle } from '@/domain/runtime/bundle'
import { parseJson } from '../host/parse-json'

/** Throws `bad-signature` when the boot environment's key is not an Ed25519 public key. */
export function readBundleKey(spkiBase64: string): KeyObject {
  try {
    const key = createPublicKey({ key: Buffer.from(spkiBase64, 'base64'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (cause) {
    throw new BulkheadError('bad-signature', 'BULKHEAD_BUNDLE_KEY is not a public key.', { cause })
  }
  throw new BulkheadError('bad-signature', 'BULKHEAD_BUNDLE_KEY is not an Ed25519 key.')
}

/** Nothing of the payload is read before its signature and digest are proven. */
export function verifyBundle(signed: SignedBundle, key: KeyObject, tenantId: string): Bundle {
  const bytes = Buffer.from(signed.payload, 'utf8')
  if (!verify(null, bytes, key, Buffer.from(signed.signature, 'base64'))) {
    throw new BulkheadError(
      'bad-signature',
      'The bundle is not signed with the key that this runtime was started with.',
    )
  }
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (digest !== signed.digest) {
    throw new BulkheadError('bad-signature', `The bundle is named ${signed.digest}, but its content is ${digest}.`)
  }
  const result = bundleSchema.safeParse(parseJson(signed.payload))
  if (!result.success) {
    const where = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new BulkheadError('bad-input', `The bundle is not in the format that this runtime reads. ${where.join('; ')}`)
  }
  if (result.data.tenant.id !== tenantId) {
    throw new BulkheadError('forbidden', `The bundle is for tenant ${result.data.tenant.id}, not for this one.`)
  }
  return result.data
}
