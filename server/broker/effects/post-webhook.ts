import { Webhook } from 'standardwebhooks'
import { BulkheadError } from '@/domain/errors'
import { bodyOf, refusedWith } from '@/server/skills/answers'
import type { Egress } from '../../egress/egress'
import type { PermittedWebhook } from './require-permitted'

export type WebhookWay = {
  egress: Egress
  signal: AbortSignal
  answerBytes: number
  /** Base64, with or without `whsec_`. */
  signingSecret: string
  /** Slot → value, for the slots that headers name. */
  secrets: ReadonlyMap<string, string>
  actId: string
}

/**
 * Signed as https://www.standardwebhooks.com says: the id is the same for every try, the signature's time is that of the
 * try. Anything but a 2xx is a failure.
 */
export async function postWebhook({ request, url }: PermittedWebhook, way: WebhookWay): Promise<unknown> {
  const body = JSON.stringify({ type: request.event, timestamp: request.at, data: request.data })
  const id = `msg_${way.actId}`
  const at = new Date()
  const answer = await way.egress.request({
    url,
    method: 'POST',
    headers: {
      ...Object.fromEntries(request.headers.map((header) => [header.name.toLowerCase(), headerValue(header, way)])),
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(way.signingSecret).sign(id, at, body),
    },
    body,
    answerBytes: way.answerBytes,
    signal: way.signal,
  })
  if (answer.status < 200 || answer.status > 299) throw refusedWith(url.host, answer)
  return { status: answer.status, body: bodyOf(answer) }
}

function headerValue(header: PermittedWebhook['request']['headers'][number], { secrets }: WebhookWay): string {
  if ('value' in header) return header.value
  const value = secrets.get(header.secretSlot)
  if (value !== undefined) return value
  throw noSecret(header.secretSlot)
}

export function noSecret(slot: string): BulkheadError {
  return new BulkheadError('not-connected', `The secret "${slot}" has no value. Set it on the tenant's page.`, {
    details: { secret: slot },
  })
}
