import type { LanguageModels } from '../agent/language-models'
import type { CodeRunner } from '../code-sandbox/code-runner'
import type { Documents } from '../knowledge/documents'
import type { Memories } from '../knowledge/memories'
import type { ContentPart } from '../models/model-client'
import type { FileReference } from './block-runner'

/** What the box offers to blocks. Namespaces are part of the store's keys: one handle reaches one namespace. */
export type BlockServices = {
  /** `session` null: the tenant's own memory of that name. */
  memories: (namespace: { memory: string; session: string | null }) => Memories
  documents: (collection: string) => Documents
  /** The parts of a message that hand these files to a model. Throws `not-found` for a file that is gone. */
  fileParts: (files: readonly FileReference[]) => Promise<ContentPart[]>
  transcribe: (file: FileReference, signal: AbortSignal) => Promise<string>
  code: CodeRunner
  /** For blocks that work with a model step by step. `name`: of a model, not a template. */
  languageModel: LanguageModels
}
