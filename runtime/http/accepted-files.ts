import type { ActiveBundles } from '../bundle/active-bundles'
import { detectType } from '../files/detect-type'
import type { FileStore } from '../files/file-store'
import { listen } from '../runs/listen'
import type { Stores } from '../store/open-stores'
import { requireActive } from './require-active'

type Deps = { bundles: ActiveBundles; stores: Stores; knowledge: { files: FileStore } }

/** The file store, for files from outside: nothing is kept that no message to this agent could carry. */
export function acceptedFiles(deps: Deps): FileStore {
  const { files } = deps.knowledge
  return {
    ...files,
    save(session, file) {
      requireAccepted(deps, session, [file])
      return files.save(session, file)
    },
  }
}

/** Throws what a message with these files would be refused with. What is no file at all is left to the store to refuse. */
export function requireAccepted(
  deps: Deps,
  session: string,
  files: readonly { name: string; bytes: Buffer }[],
  content = '',
): void {
  const plan = deps.bundles.planFor(deps.stores.conversations.findSession(session)) ?? requireActive(deps).plan
  const known = files.flatMap(({ name, bytes }) => {
    const mediaType = detectType(bytes)
    return mediaType === null ? [] : [{ id: '', name, mediaType, bytes: bytes.length }]
  })
  listen(plan, { kind: 'chat-message', content, files: known })
}
