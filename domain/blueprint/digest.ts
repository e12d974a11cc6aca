import { canonicalJson, type Digest, sha256Digest } from './canonical'
import type { BlueprintDocument } from './document'

/** The content digest of a version. Layout is no part of the document, so moving blocks never changes it. */
export function digestOf(document: BlueprintDocument): Digest {
  return sha256Digest(canonicalJson(document))
}
