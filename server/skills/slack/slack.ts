import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { throwUnlessReached } from '../answers'
import type { SkillRunner, SkillWay } from '../skill-runner'
import { slackMethod } from './slack-fields'

const answerSchema = z.looseObject({ ok: z.boolean(), error: z.string().optional() })
const postedSchema = z.looseObject({ channel: z.string(), ts: z.string() })
const whoSchema = z.looseObject({ team: z.string(), user: z.string() })

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export const slackRunner: SkillRunner = {
  async run(call) {
    const { channel, text, thread_ts } = call.args
    const answer = await callSlack(call, 'chat.postMessage', {
      channel,
      text,
      ...(thread_ts === undefined ? {} : { thread_ts }),
      // Slack takes a message of the same id for the same message.
      client_msg_id: uuidOf(call.actId),
    })
    // It was posted, whatever else the answer says.
    const posted = postedSchema.safeParse(answer).data
    return { channel: posted?.channel ?? String(channel), ts: posted?.ts ?? null }
  },
  async test(way) {
    const who = whoSchema.safeParse(await callSlack(way, 'auth.test', {}))
    return who.success ? `Connected to ${who.data.team} as ${who.data.user}.` : 'Connected.'
  },
}

async function callSlack(way: SkillWay, method: string, body: object): Promise<Record<string, unknown>> {
  const url = slackMethod(way.connection.fields, method)
  if (url === null) throw new BulkheadError('not-connected', "The connection's API address is not usable. Set it anew.")
  const answer = await way.egress.request({
    url,
    method: 'POST',
    headers: {
      authorization: `Bearer ${way.connection.secrets.token}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify(body),
    answerBytes: way.answerBytes,
    signal: way.signal,
  })
  throwUnlessReached('Slack', answer)
  const parsed = answerSchema.safeParse(parse(answer.body))
  if (!parsed.success) {
    throw new BulkheadError('upstream-failed', "Slack's answer is not one of its API. Check the API address.", {
      details: { upstreamStatus: answer.status },
    })
  }
  if (parsed.data.ok) return parsed.data
  const reason = (parsed.data.error ?? 'no reason').slice(0, 80)
  throw new BulkheadError('upstream-failed', `Slack refused: ${reason}. ${advice[reason] ?? ''}`.trim(), {
    details: { upstreamError: reason },
  })
}

const advice: Readonly<Record<string, string>> = {
  invalid_auth: "Check the connection's bot token.",
  not_authed: "Check the connection's bot token.",
  account_inactive: 'The bot was removed: make a new token.',
  token_revoked: 'The token was revoked: make a new one.',
  missing_scope: 'The bot needs the scope chat:write.',
  channel_not_found: 'Check the channel, and that the bot is a member.',
  not_in_channel: 'Invite the bot to the channel.',
}

/** A version-8 UUID (RFC 9562 §5.8) of these 128 bits. */
function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
