import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { outPort } from '../ports'
import { lineField } from './fields'

const config = z.strictObject({
  greeting: lineField,
  suggestions: z.array(lineField.refine((value) => value.trim() !== '', 'is empty')).max(6, 'at most 6 suggestions'),
  /** Which files a message may carry. */
  accept: z
    .strictObject({
      images: z.boolean('must be on or off'),
      audio: z.boolean('must be on or off'),
      pdf: z.boolean('must be on or off'),
    })
    .optional(),
  /** The words of a voice note are put into the message. */
  transcribe: z.boolean('must be on or off').optional(),
})

export type ChatMessageConfig = z.infer<typeof config>

export const chatMessage: BlockKind<ChatMessageConfig> = {
  kind: 'chat-message',
  group: 'trigger',
  label: 'Chat message',
  summary: 'Starts when somebody sends a message on the chat page or through the API.',
  help:
    'The message is in {{ input.content }}. The greeting is shown before the first message; suggestions are buttons ' +
    'that send their text. Files that a message carries are in input.files; they are handed to models by blocks that ' +
    'are set to see them.',
  config,
  defaults: () => ({ greeting: 'Hello! How can I help?', suggestions: [] }),
  fields: [
    { path: 'greeting', label: 'Greeting', control: 'line', hint: 'Shown before the first message.' },
    {
      path: 'suggestions',
      label: 'Suggestions',
      control: 'list',
      one: 'suggestion',
      most: 6,
      items: [],
      hint: 'Buttons that send their text.',
    },
    { path: 'accept.images', label: 'Images', control: 'switch', hint: 'A message may carry images.' },
    { path: 'accept.pdf', label: 'PDF files', control: 'switch', hint: 'A message may carry PDF files.' },
    { path: 'accept.audio', label: 'Voice notes', control: 'switch', hint: 'A message may carry sound.' },
    {
      path: 'transcribe',
      label: 'Write down voice notes',
      control: 'switch',
      hint: 'Their words become part of the message.',
      when: { path: 'accept.audio', is: [true] },
    },
  ],
  inputs: () => [],
  outputs: () => [outPort],
  failure: null,
  values: () => [
    { path: 'content', label: 'Message' },
    { path: 'files', label: 'Files' },
  ],
  expressions: () => [],
  uses: ({ transcribe, accept }) => (transcribe === true && accept?.audio === true ? [{ kind: 'transcription' }] : []),
  lint: () => [],
}
