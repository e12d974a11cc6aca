import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { template } from './field-sets'
import { namespaceField, requiredTemplateField } from './fields'

const config = z.strictObject({
  collection: namespaceField,
  query: requiredTemplateField,
  limit: z.int('must be a whole number').min(1, 'must be 1 or more').max(50, 'must be 50 or less'),
})

export type SearchDocumentsConfig = z.infer<typeof config>

export const searchDocuments: BlockKind<SearchDocumentsConfig> = {
  kind: 'search-documents',
  group: 'knowledge',
  label: 'Search documents',
  summary: "Finds passages in the tenant's own documents.",
  help:
    'The tenant uploads text, Markdown and PDF files to a collection; they are cut, indexed and searched inside the ' +
    "tenant's box. Later blocks read the passages as {{ <this block>.text }} or go through <this block>.passages, each " +
    'with its document. Nothing found is an empty list, not an error.',
  config,
  defaults: () => ({ collection: 'documents', query: '{{ input.content }}', limit: 5 }),
  fields: [
    { path: 'collection', label: 'Collection', control: 'line', placeholder: 'documents' },
    { path: 'query', label: 'What to look for', control: 'template', rows: 2 },
    { path: 'limit', label: 'At most', control: 'number', unit: 'passages' },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [
    { path: 'text', label: 'What was found' },
    { path: 'passages', label: 'Passages' },
    { path: 'count', label: 'How many' },
  ],
  expressions: ({ query }) => [template('query', 'what to look for', query)],
  uses: () => [{ kind: 'embeddings' }],
  lint: () => [],
}
