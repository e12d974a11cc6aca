import { expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { oneAnswerBroker } from '../testing/one-answer-broker'

it('an error of the broker says whom a rule asks, and repeats nothing else of what the broker knows', async () => {
  const details = { people: ['boss@example.com'], rule: 'big orders', internal: 'x' }
  const broker = await oneAnswerBroker(() => ({
    status: 428,
    body: { error: { code: 'approval-required', message: 'Ask first.', details } },
  }))
  const signal = AbortSignal.timeout(5_000)
  const error = await broker.client.call({ method: 'POST', path: '/v1/effects', body: '{}', signal }).catch((e) => e)
  expect(error).toBeInstanceOf(BulkheadError)
  expect({ ...error, message: error.message }).toMatchObject({ code: 'approval-required', message: 'Ask first.' })
  expect(error.details).toEqual({ people: ['boss@example.com'] })
  await broker.close()
})
