import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { outPort } from '../ports'
import { lineField } from './fields'

const config = z.strictObject({
  /** Parts of the address and the subject, letter case ignored; empty: any. */
  from: lineField,
  subject: lineField,
  /** CEL over `input`; empty: any. */
  filter: z.string('must be text').max(4_000, 'may hold 4,000 characters'),
})

export type EmailReceivedConfig = z.infer<typeof config>

/** The event that an e-mail arrives as, on the webhook address of the tenant. */
export const emailEvent = 'email.received'

export const emailReceived: BlockKind<EmailReceivedConfig> = {
  kind: 'email-received',
  group: 'trigger',
  label: 'Email received',
  summary: 'Starts when an email arrives.',
  help:
    'An email arrives as the event email.received on /v1/webhook, with from, to, subject and text in its payload (most ' +
    'mail services can post incoming mail so). Leave a filter empty to start on any mail; a condition can look at ' +
    'everything, for example input.text.contains("invoice").',
  config,
  defaults: () => ({ from: '', subject: '', filter: '' }),
  fields: [
    { path: 'from', label: 'Sender contains', control: 'line', placeholder: '@example.com' },
    { path: 'subject', label: 'Subject contains', control: 'line' },
    { path: 'filter', label: 'Condition', control: 'condition', placeholder: 'input.text.contains("invoice")' },
  ],
  inputs: () => [],
  outputs: () => [outPort],
  failure: null,
  values: () => [
    { path: 'from', label: 'Sender' },
    { path: 'to', label: 'Recipient' },
    { path: 'subject', label: 'Subject' },
    { path: 'text', label: 'Text' },
  ],
  expressions: ({ filter }) => [
    { path: 'filter', label: 'condition', syntax: 'condition', text: filter, names: ['input'] },
  ],
  uses: () => [],
  lint: () => [],
}
