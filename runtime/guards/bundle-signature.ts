import { createHash, type KeyObject } from 'node:crypto'
import { type Finding, pass } from './guard'

/**
 * Before the first bundle this proves that a key to check bundles against is at hand; afterwards, that the bundle in
 * use was signed with it. Both throw while the material is read: `readBundleKey`, `verifyBundle`.
 */
export function judgeBundleSignature(key: KeyObject, verifiedDigest: string | null): Finding {
  const fingerprint = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
  return pass(`Ed25519 key ${fingerprint}, ${verifiedDigest === null ? 'no bundle yet' : `signed ${verifiedDigest}`}`)
}
