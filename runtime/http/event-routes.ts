import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { webhookRequestSchema } from '@/domain/runtime/runtime-api'
import type { TriggerEvent } from '../interpreter/block-runner'
import { responseOf } from '../runs/response'
import { answerJson } from './answer'
import { readJson } from './read-request'
import { requestKeyOf } from './request-key'
import type { Route, RouteDeps } from './routes'

/** `POST /v1/webhook`: wakes what waits for the event, and starts what listens for it. */
export function eventRoutes(deps: RouteDeps): readonly Route[] {
  return [{ method: 'POST', path: /^\/v1\/webhook$/, handle: (request, response) => post(deps, request, response) }]
}

async function post({ engine }: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { session, event, payload } = await readJson(request, webhookRequestSchema)
  const trigger: TriggerEvent = { kind: 'event', event, payload: payload ?? null }
  const woken = engine.deliver(event, trigger.payload)
  try {
    const driven = await engine.start({ session, event: trigger, ...requestKeyOf(request) })
    answerJson(response, 200, { ...responseOf(driven), woken })
  } catch (error) {
    const nothingListens = error instanceof BulkheadError && error.code === 'not-found'
    if (!nothingListens || woken === 0) throw error
    answerJson(response, 202, { woken })
  }
}
