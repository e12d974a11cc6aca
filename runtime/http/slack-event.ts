import { z } from 'zod'
import { check } from './read-request'

const bodySchema = z.looseObject({
  type: z.string(),
  challenge: z.string().max(1_000).optional(),
  event_id: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/)
    .optional(),
  api_app_id: z.string().optional(),
  event: z.looseObject({ type: z.string().regex(/^[a-z0-9_.]{1,80}$/), app_id: z.string().optional() }).optional(),
})

export type SlackEvent =
  | { challenge: string }
  | { ignored: true }
  | { event: string; payload: Record<string, unknown>; requestKey?: string }

/**
 * What Slack's Events API posts (https://docs.slack.dev/apis/events-api). Its own id is the key under which an event that is
 * sent again is known. What the app itself has said is ignored: an agent would answer itself for ever.
 */
export function slackEventIn(body: unknown): SlackEvent {
  const { type, challenge, event, event_id: id, api_app_id: app } = check(bodySchema, body)
  if (type === 'url_verification' && challenge !== undefined) return { challenge }
  if (type !== 'event_callback' || event === undefined) return { ignored: true }
  if (event.app_id !== undefined && event.app_id === app) return { ignored: true }
  return { event: `slack.${event.type}`, payload: event, ...(id === undefined ? {} : { requestKey: `slack:${id}` }) }
}
