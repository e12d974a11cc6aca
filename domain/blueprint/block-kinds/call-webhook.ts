import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import type { CapabilityUse } from '../manifest'
import { inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { solePath } from '../templates'
import { template } from './field-sets'
import { lineField, templateField } from './fields'

const config = z.strictObject({
  /** Scheme and host are fixed; path and query may hold values. */
  url: z.string('must be text').max(2_000, 'may hold 2,000 characters'),
  event: lineField.refine((value) => value.trim() !== '', 'is empty'),
  /** A template that gives JSON, or any text. */
  body: templateField,
  headers: z
    .array(
      z.strictObject({
        name: z.string('must be text').regex(/^[A-Za-z][A-Za-z0-9-]{0,80}$/, 'must be the name of a header'),
        value: lineField,
      }),
    )
    .max(20, 'at most 20 headers'),
})

export type CallWebhookConfig = z.infer<typeof config>

const reservedHeaders = /^(?:host|content-length|content-type|connection|transfer-encoding|user-agent|webhook-.*)$/i

export const callWebhook: BlockKind<CallWebhookConfig> = {
  kind: 'call-webhook',
  group: 'output',
  label: 'Call webhook',
  summary: 'Posts signed JSON to an address.',
  help:
    'The call is a POST with {"type": event, "timestamp": …, "data": body}, signed by the Standard Webhooks convention, so ' +
    'that the receiver can tell that it is from this tenant. Scheme and host are fixed in the drawing. A header may be a ' +
    'secret slot alone, {{ slots.api_key }}: its value is put in outside the box. Retries are safe: a repeated call has the ' +
    'same webhook-id. Later blocks read {{ <this block>.status }} and {{ <this block>.body }}.',
  config,
  defaults: () => ({ url: 'https://example.com/hooks', event: 'message.received', body: '{{ input }}', headers: [] }),
  fields: [
    {
      path: 'url',
      label: 'Address',
      control: 'template',
      rows: 2,
      placeholder: 'https://example.com/hooks/{{ tenant.slug }}',
    },
    { path: 'event', label: 'Event', control: 'line', placeholder: 'order.created' },
    { path: 'body', label: 'Data', control: 'template', rows: 4, hint: 'JSON, or one value such as {{ lead.data }}.' },
    {
      path: 'headers',
      label: 'Headers',
      control: 'list',
      one: 'header',
      most: 20,
      blank: { name: 'X-Header-{n}', value: '' },
      items: [
        { path: 'name', label: 'Name', control: 'line' },
        { path: 'value', label: 'Value', control: 'template', rows: 1 },
      ],
    },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'body', port: 'out' },
  values: () => [
    { path: 'status', label: 'Status' },
    { path: 'body', label: 'Answer' },
  ],
  expressions: ({ url, body, headers }) => [
    template('url', 'address', url),
    template('body', 'data', body),
    ...headers.map(({ value }, index) => ({
      ...template(`headers.${index}.value`, `header ${index + 1}`, value),
      secret: true as const,
    })),
  ],
  uses: ({ url, headers }) => {
    const origin = originOf(url)
    return [
      { kind: 'skill', skill: 'webhook', action: 'post' },
      ...(origin === null ? [] : [{ kind: 'origin' as const, origin }, ...secretsFor(origin, headers)]),
    ]
  },
  lint: ({ blockId, config: { url, headers } }) => [
    ...urlProblems(blockId, url),
    ...headers.flatMap(({ name }, index) => headerProblems(blockId, name, index)),
  ],
}

function secretsFor(origin: string, headers: CallWebhookConfig['headers']): CapabilityUse[] {
  return headers.flatMap(({ value }) => slotOf(value)).map((slot) => ({ kind: 'secret', slot, origin }))
}

/** Null when scheme or host are not fixed, or are not http(s). */
export function originOf(url: string): string | null {
  const fixed = url.trim().split('{{', 1)[0] ?? ''
  const match = /^https?:\/\/[^/?#{}\s@]+/i.exec(fixed)
  // A host that is followed by a value right away, as in https://a{{ x }}, is not fixed.
  if (match === null || (fixed.length === match[0].length && url.trim().length > fixed.length)) return null
  return URL.parse(match[0])?.origin ?? null
}

/** The slot that a header's value is, when it is nothing but `{{ slots.<name> }}`. */
export function slotOf(value: string): string[] {
  try {
    const path = solePath(value)
    return path !== null && path.length === 2 && path[0] === 'slots' && path[1] !== undefined ? [path[1]] : []
  } catch {
    return []
  }
}

function urlProblems(block: string, url: string): Problem[] {
  if (originOf(url) !== null) return []
  const message = 'The address must begin with http:// or https:// and a fixed host, such as https://example.com/hooks.'
  return [{ code: 'bad-config', severity: 'error', message, at: { block, field: 'url' } }]
}

function headerProblems(block: string, name: string, index: number): Problem[] {
  if (!reservedHeaders.test(name)) return []
  const message = `The header "${name}" is set by the call itself: remove it.`
  return [{ code: 'bad-config', severity: 'error', message, at: { block, field: `headers.${index}.name` } }]
}
