import { BulkheadError } from '@/domain/errors'
import { bodyOf, throwUnlessReached } from '../answers'
import type { SkillRunner, SkillWay } from '../skill-runner'
import { addressBelow, baseOf } from './http-address'

/** The tenant's own API: below its base address, with its key, and nowhere else. */
export const httpRunner: SkillRunner = {
  async run(call) {
    const url = addressBelow(usableBase(call), String(call.args.path))
    const sends = call.action === 'send'
    const answer = await call.egress.request({
      url,
      method: sends ? 'POST' : 'GET',
      headers: {
        accept: 'application/json, text/*;q=0.9, */*;q=0.5',
        // https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
        ...(sends ? { 'content-type': 'application/json', 'idempotency-key': call.actId } : {}),
        ...keyHeader(call),
      },
      ...(sends ? { body: JSON.stringify(call.args.body) } : {}),
      answerBytes: call.answerBytes,
      signal: call.signal,
    })
    throwUnlessReached(url.host, answer)
    return { status: answer.status, body: bodyOf(answer) }
  },

  async test(way) {
    const base = usableBase(way)
    const answer = await way.egress.request({
      url: base,
      method: 'GET',
      headers: keyHeader(way),
      answerBytes: way.answerBytes,
      signal: way.signal,
    })
    if (answer.status === 401 || answer.status === 403) {
      throw new BulkheadError('upstream-failed', `${base.host} did not accept the key (status ${answer.status}).`)
    }
    throwUnlessReached(base.host, answer)
    return `${base.host} answered with status ${answer.status}.`
  },
}

function usableBase({ connection }: SkillWay): URL {
  const base = baseOf(connection.fields.baseUrl ?? '')
  if (base !== null) return base
  throw new BulkheadError('not-connected', "The connection's base address is not usable. Set it anew.")
}

function keyHeader({ connection: { fields, secrets } }: SkillWay): Record<string, string> {
  return secrets.key === undefined ? {} : { [(fields.header ?? 'authorization').toLowerCase()]: secrets.key }
}
