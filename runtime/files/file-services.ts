import type { BrokerClient } from '../doors/broker-client'
import type { FileReference } from '../interpreter/block-runner'
import type { BlockServices } from '../interpreter/block-services'
import { filePartsOf } from './file-parts'
import type { FileStore } from './file-store'
import { createTranscribe } from './transcribe'

/** The files of one conversation, for its blocks: whatever a reference says, no other conversation's is read. */
export function createFileServices(
  files: FileStore,
  session: string,
  broker: BrokerClient,
  bundleDigest: string,
): Pick<BlockServices, 'fileParts' | 'transcribe'> {
  const transcribe = createTranscribe(broker, bundleDigest)
  return {
    fileParts: async (references) => {
      // What a drawing hands on as a reference may be anything; what is stored counts.
      const known = files.references(
        session,
        references.map((reference: FileReference | null) => reference?.id),
      )
      return filePartsOf(known.map(({ id, bytes }) => ({ bytes, read: () => files.read(session, id) })))
    },
    transcribe: async (reference, signal) => {
      const [known] = files.references(session, [reference?.id])
      return transcribe(files.read(session, known?.id ?? ''), signal)
    },
  }
}
