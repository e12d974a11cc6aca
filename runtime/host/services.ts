import { createLanguageModels } from '../agent/language-models'
import type { CodeRunner } from '../code-sandbox/code-runner'
import type { BrokerClient } from '../doors/broker-client'
import { createFileServices } from '../files/file-services'
import { createFileStore } from '../files/file-store'
import type { BlockServices } from '../interpreter/block-services'
import { openDocuments } from '../knowledge/documents'
import { createEmbed } from '../knowledge/embed'
import { openMemories } from '../knowledge/memories'
import type { Stores } from '../store/open-stores'

export type ServicesDeps = {
  broker: BrokerClient
  stores: Stores
  code: CodeRunner
  bundleDigest: string
  session: string
}

/** What the box offers to the blocks of one run. */
export function createServices({ broker, stores, code, bundleDigest, session }: ServicesDeps): BlockServices {
  const embed = createEmbed(broker, bundleDigest)
  return {
    memories: (namespace) => openMemories(stores.database, namespace, embed),
    documents: (collection) => openDocuments(stores.database, collection, embed),
    ...createFileServices(createFileStore(stores.statements), session, broker, bundleDigest),
    code,
    languageModel: createLanguageModels(broker, bundleDigest),
  }
}
