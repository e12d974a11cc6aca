import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { jsonSchemaProblems, schemaProperties } from '../json-text'
import { outPort } from '../ports'
import { jsonTextField } from './fields'

const config = z.strictObject({
  event: z
    .string('must be text')
    .max(120, 'may hold 120 characters')
    .regex(/^(?:\*|[A-Za-z0-9][A-Za-z0-9._:/-]*)$/, 'must be * (any event) or a name such as order.created'),
  /** JSON Schema of the payload, as text. */
  schema: jsonTextField.optional(),
})

export type WebhookConfig = z.infer<typeof config>

export const webhook: BlockKind<WebhookConfig> = {
  kind: 'webhook',
  group: 'trigger',
  label: 'Webhook',
  summary: 'Starts when another system posts an event.',
  help:
    'Another system sends POST /v1/webhook with {"event": …, "payload": …}. The event is in {{ input.event }} and its ' +
    'data in {{ input.payload }}. Use * to start on any event. With a JSON Schema, a payload that does not fit is ' +
    'refused with the reasons and nothing runs.',
  config,
  defaults: () => ({ event: '*' }),
  fields: [
    { path: 'event', label: 'Event', control: 'line', placeholder: 'order.created', hint: '* starts on any event.' },
    {
      path: 'schema',
      label: 'JSON Schema of the payload',
      control: 'json',
      rows: 6,
      placeholder: '{ "type": "object", "required": ["id"] }',
      hint: 'Empty: any payload.',
    },
  ],
  inputs: () => [],
  outputs: () => [outPort],
  failure: null,
  values: ({ schema }) => [
    { path: 'event', label: 'Event name' },
    { path: 'payload', label: 'Payload' },
    ...schemaProperties(schema ?? '').map((name) => ({ path: `payload.${name}`, label: name })),
  ],
  expressions: () => [],
  uses: () => [],
  lint: ({ blockId, config: { schema } }) => jsonSchemaProblems(blockId, 'schema', schema ?? ''),
}
