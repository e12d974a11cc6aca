import type { BlockServices } from '../interpreter/block-services'
import { openDocuments } from '../knowledge/documents'
import type { Embed } from '../knowledge/embed'
import { openMemories } from '../knowledge/memories'
import type { AskModel } from '../models/model-client'
import type { Stores } from '../store/open-stores'
import { scriptedLanguageModels } from './scripted-language-model'

/** Words as a few numbers: texts with the same words are near. */
export const embedWords: Embed = async (texts) => ({
  model: 'words',
  vectors: texts.map((text) => {
    const vector = new Array<number>(16).fill(0.01)
    for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
      const at = [...word].reduce((sum, char) => sum + char.charCodeAt(0), 0) % vector.length
      vector[at] = (vector[at] ?? 0) + 1
    }
    return vector
  }),
})

/** Knowledge is real, code is only repeated. */
export function scriptedServices(stores: Stores, _session: string, ask: AskModel): BlockServices {
  return {
    memories: (namespace) => openMemories(stores.database, namespace, embedWords),
    documents: (collection) => openDocuments(stores.database, collection, embedWords),
    fileParts: async () => [],
    transcribe: async (file) => `words of ${file.name}`,
    code: { run: async (source, input) => ({ result: { source: source.length, input }, log: [] }) },
    languageModel: scriptedLanguageModels(ask),
  } as BlockServices
}
