import type { BlueprintDocument } from '../document'
import type { Layout } from '../layout'
import type { SubflowReference } from './blueprint-file'
import type { ImportReport } from './import-report'

export const importSources = {
  bulkhead: 'Bulkhead',
  n8n: 'n8n',
  langflow: 'Langflow',
  'openai-agents': 'OpenAI Agent Builder',
} as const

export type ImportSource = keyof typeof importSources

/** A drawing on its way in. Nothing is kept before somebody has seen this and said yes. */
export type Incoming = {
  source: ImportSource
  name: string
  document: BlueprintDocument
  layout: Layout
  subflows: readonly SubflowReference[]
  report: ImportReport
}
