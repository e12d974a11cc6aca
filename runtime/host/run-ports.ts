import { join } from 'node:path'
import { setTimeout as pauseFor } from 'node:timers/promises'
import { BulkheadError } from '@/domain/errors'
import { bundleHeader, effectResponseSchema } from '@/domain/runtime/broker-api'
import { createCodeRunner } from '../code-sandbox/code-runner'
import type { BrokerClient } from '../doors/broker-client'
import { readBody } from '../doors/read-body'
import { createModelClient } from '../models/model-client'
import { historyFor } from '../runs/history'
import type { RunEngineDeps } from '../runs/run-engine'
import type { Stores } from '../store/open-stores'
import { type Log, messageOf } from './log'
import { parseJson } from './parse-json'
import { createServices } from './services'

const effectAnswerBytes = 4_000_000
const hourMs = 3_600_000

export type RunPortsDeps = {
  broker: BrokerClient
  stores: Stores
  programFolder: string
  log: Log
  now: () => number
}

/** What runs reach: models, effects and knowledge, all through the broker's door or in the tenant's own store. */
export function createRunPorts(deps: RunPortsDeps): RunEngineDeps['ports'] {
  const { broker, stores, log, now } = deps
  const { statements, conversations, variables } = stores
  const code = createCodeRunner(join(deps.programFolder, 'code-sandbox.mjs'))
  return {
    now,
    pause: (ms, signal) => pauseFor(ms, undefined, { signal }),
    askUnder: (digest) => createModelClient(broker, digest),
    servicesUnder: (bundleDigest, session) => createServices({ broker, stores, code, bundleDigest, session }),
    async act(bundleDigest, request, signal) {
      const response = await broker.call({
        method: 'POST',
        path: '/v1/effects',
        headers: { 'content-type': 'application/json', [bundleHeader]: bundleDigest },
        body: JSON.stringify(request),
        signal,
      })
      const result = effectResponseSchema.safeParse(parseJson(await readBody(response, effectAnswerBytes)))
      if (result.success) return result.data.output
      throw new BulkheadError('internal', 'the answer of the broker does not follow the protocol')
    },
    counters(skill, action) {
      const since = (ms: number) =>
        statements.rows<{ n: number }>(
          'SELECT count(*) AS n FROM act WHERE skill = ? AND action = ? AND at > ?',
          skill,
          action,
          now() - ms,
        )[0]?.n ?? 0
      return { hour: since(hourMs), day: since(24 * hourMs) }
    },
    noteAct(skill, action) {
      statements.run('INSERT INTO act (at, skill, action) VALUES (?, ?, ?)', now(), skill, action)
      statements.run('DELETE FROM act WHERE at < ?', now() - 24 * hourMs)
    },
    variables: variables.all,
    setVariables: variables.set,
    history: (run, ask, model) => historyFor(conversations, run, ask, model),
    noteTrouble(error) {
      if (error.code === 'internal') log.error('step-failed', { code: error.code, message: messageOf(error.cause) })
      else log.info('step-failed', { code: error.code })
    },
  }
}
