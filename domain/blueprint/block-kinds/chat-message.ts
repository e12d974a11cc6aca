import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { outPort } from '../ports'
import { lineField } from './fields'

const config = z.strictObject({
  greeting: lineField,
  suggestions: z.array(lineField.refine((value) => value.trim() !== '', 'is empty')).max(6, 'at most 6 suggestions'),
})

export type ChatMessageConfig = z.infer<typeof config>

export const chatMessage: BlockKind<ChatMessageConfig> = {
  kind: 'chat-message',
  group: 'trigger',
  label: 'Chat message',
  summary: 'Starts when somebody sends a message on the chat page or through the API.',
  help:
    'The message is in {{ input.content }}. The greeting is shown before the first message; suggestions are buttons ' +
    'that send their text.',
  configVersion: 1,
  config,
  defaults: () => ({ greeting: 'Hello! How can I help?', suggestions: [] }),
  inputs: () => [],
  outputs: () => [outPort],
  values: () => [{ path: 'content', label: 'Message' }],
  expressions: () => [],
  models: () => [],
  lint: () => [],
}
