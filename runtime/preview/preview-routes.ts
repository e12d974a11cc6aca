import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { answerJson, setCommonHeaders } from '../http/answer'
import type { Route, RouteDeps } from '../http/routes'
import { startRun } from '../http/start-run'
import type { RunRecord } from '../runs/run-record'
import type { PreviewKey } from './preview-key'
import { stepContentOf } from './step-content'

/**
 * Content of runs and their clock, in previews alone (the gate has asked for the key):
 *   GET  /v1/runs/<id>/steps/<step>        what the step was given and what came of it
 *   POST /v1/runs/<id>/skip/<step>         a wait is over, as if its time had come
 *   POST /v1/schedules/<block>             the schedule fires now
 */
export function previewRoutes(deps: RouteDeps, key: PreviewKey): readonly Route[] {
  const guarded =
    (handle: Route['handle']): Route['handle'] =>
    (request, response, match) => {
      if (key() === null) throw new BulkheadError('not-found', 'There is nothing at this address.')
      return handle(request, response, match)
    }
  const run = '/v1/runs/([0-9a-f-]{36})'
  return [
    {
      method: 'GET',
      path: new RegExp(`^${run}/steps/(.+)$`),
      handle: guarded((_request, response, match) => getStep(deps, response, match)),
    },
    {
      method: 'POST',
      path: new RegExp(`^${run}/skip/(.+)$`),
      handle: guarded((request, response, match) => skipWait(deps, request, response, match)),
    },
    {
      method: 'POST',
      path: /^\/v1\/schedules\/([A-Za-z0-9_-]{1,64})$/,
      handle: guarded((request, response, match) => fire(deps, request, response, match[1] ?? '')),
    },
  ]
}

function getStep({ stores, held }: RouteDeps, response: ServerResponse, match: RegExpExecArray): void {
  const run = runOf(stores, match)
  const content = stepContentOf(run, stores.events.read(run.seq), held.planOf(run.bundleDigest), placeOf(match))
  if (content === null) throw new BulkheadError('not-found', 'This block has not run.')
  answerJson(response, 200, content)
}

function skipWait(
  { stores, engine }: RouteDeps,
  request: IncomingMessage,
  response: ServerResponse,
  match: RegExpExecArray,
): void {
  request.resume()
  if (!engine.skip(runOf(stores, match).seq, placeOf(match))) {
    throw new BulkheadError('conflict', 'This block waits for nothing that could be skipped.')
  }
  setCommonHeaders(response)
  response.writeHead(204)
  response.end()
}

async function fire(deps: RouteDeps, request: IncomingMessage, response: ServerResponse, block: string): Promise<void> {
  request.resume()
  const event = { kind: 'schedule', block, at: new Date().toISOString(), missed: 0 } as const
  answerJson(response, 200, await startRun(deps, { session: undefined, event }))
}

function runOf({ runs }: RouteDeps['stores'], match: RegExpExecArray): RunRecord {
  const run = runs.find(match[1] ?? '')
  if (run === null) throw new BulkheadError('not-found', 'There is no such run.')
  return run
}

function placeOf(match: RegExpExecArray): string {
  try {
    return decodeURIComponent(match[2] ?? '')
  } catch {
    throw new BulkheadError('bad-input', 'This is not the place of a block.')
  }
}
