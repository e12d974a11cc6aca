import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { template } from './field-sets'
import { namespaceField, requiredTemplateField } from './fields'
import { memoryScopes, memorySpecs } from './remember'

const config = z.strictObject({
  memory: namespaceField,
  scope: z.enum(memoryScopes),
  query: requiredTemplateField,
  limit: z.int('must be a whole number').min(1, 'must be 1 or more').max(50, 'must be 50 or less'),
})

export type RecallConfig = z.infer<typeof config>

export const recall: BlockKind<RecallConfig> = {
  kind: 'recall',
  group: 'knowledge',
  label: 'Recall',
  summary: 'Finds what was remembered.',
  help:
    'Finds by meaning and by words. Later blocks read all of it as {{ <this block>.text }}, one memory a line, or go ' +
    'through <this block>.memories. Nothing found is an empty list, not an error.',
  config,
  defaults: () => ({ memory: 'notes', scope: 'session', query: '{{ input.content }}', limit: 5 }),
  fields: [
    ...memorySpecs,
    { path: 'query', label: 'What to look for', control: 'template', rows: 2 },
    { path: 'limit', label: 'At most', control: 'number', unit: 'memories' },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [
    { path: 'text', label: 'What was found' },
    { path: 'memories', label: 'Memories' },
    { path: 'count', label: 'How many' },
  ],
  expressions: ({ query }) => [template('query', 'what to look for', query)],
  uses: () => [{ kind: 'embeddings' }],
  lint: () => [],
}
