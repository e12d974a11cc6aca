import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import type { FieldSpec } from '../field-spec'
import { inPort, outPort } from '../ports'
import { template } from './field-sets'
import { lineField, namespaceField, requiredTemplateField } from './fields'

export const memoryScopes = ['session', 'tenant'] as const

export const memorySpecs: readonly FieldSpec[] = [
  { path: 'memory', label: 'Memory', control: 'line', placeholder: 'notes', hint: 'Each name is a memory of its own.' },
  {
    path: 'scope',
    label: 'Belongs to',
    control: 'choice',
    options: [
      { value: 'session', label: 'This conversation' },
      { value: 'tenant', label: 'All conversations of the tenant' },
    ],
  },
]

const config = z.strictObject({
  memory: namespaceField,
  scope: z.enum(memoryScopes),
  /** A new text under the same key takes the place of the old one; empty: each text is kept. */
  key: lineField,
  text: requiredTemplateField,
})

export type RememberConfig = z.infer<typeof config>

export const remember: BlockKind<RememberConfig> = {
  kind: 'remember',
  group: 'knowledge',
  label: 'Remember',
  summary: 'Keeps a text so that it can be recalled later.',
  help:
    "What is remembered stays in the tenant's own encrypted store. A memory of a conversation is out of reach of every " +
    'other one; that is kept by the store, not by a prompt. With a key, such as {{ session.id }}-name, a newer text ' +
    'replaces the older one.',
  config,
  defaults: () => ({ memory: 'notes', scope: 'session', key: '', text: '{{ input.content }}' }),
  fields: [
    ...memorySpecs,
    { path: 'text', label: 'Text', control: 'template', rows: 3 },
    {
      path: 'key',
      label: 'Key',
      control: 'template',
      rows: 1,
      hint: 'The same key replaces. Empty: each text is kept.',
    },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'id', port: 'out' },
  values: () => [
    { path: 'id', label: 'Id of the memory' },
    { path: 'replaced', label: 'Whether it replaced one' },
  ],
  expressions: ({ key, text }) => [template('key', 'key', key), template('text', 'text', text)],
  uses: () => [{ kind: 'embeddings' }],
  lint: () => [],
}
