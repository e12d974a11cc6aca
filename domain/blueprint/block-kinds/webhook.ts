import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { outPort } from '../ports'

const config = z.strictObject({
  event: z
    .string('must be text')
    .max(120, 'may hold 120 characters')
    .regex(/^(?:\*|[A-Za-z0-9][A-Za-z0-9._:/-]*)$/, 'must be * (any event) or a name such as order.created'),
})

export type WebhookConfig = z.infer<typeof config>

export const webhook: BlockKind<WebhookConfig> = {
  kind: 'webhook',
  group: 'trigger',
  label: 'Webhook',
  summary: 'Starts when another system posts an event.',
  help:
    'Another system sends POST /v1/webhook with {"event": …, "payload": …}. The event is in {{ input.event }} and its ' +
    'data in {{ input.payload }}. Use * to start on any event.',
  configVersion: 1,
  config,
  defaults: () => ({ event: '*' }),
  inputs: () => [],
  outputs: () => [outPort],
  values: () => [
    { path: 'event', label: 'Event name' },
    { path: 'payload', label: 'Payload' },
  ],
  expressions: () => [],
  models: () => [],
  lint: () => [],
}
