import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { requiredTemplateField } from './fields'

const config = z.strictObject({ text: requiredTemplateField })

export type ReplyConfig = z.infer<typeof config>

export const reply: BlockKind<ReplyConfig> = {
  kind: 'reply',
  group: 'output',
  label: 'Reply',
  summary: 'Answers whoever started the flow.',
  help:
    'The text may hold values such as {{ reason.text }}. When several replies run in one turn, their texts are joined ' +
    'in the order in which they ran. A reply that is exactly one answer streams while it is being written.',
  config,
  defaults: () => ({ text: 'Thank you, we have got your message.' }),
  fields: [{ path: 'text', label: 'Text', control: 'template', rows: 6 }],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [{ path: 'text', label: 'Reply' }],
  expressions: ({ text }) => [{ path: 'text', label: 'text', syntax: 'template', text }],
  uses: () => [],
  lint: () => [],
}
