import type { ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { traceOf } from '../runs/trace'
import { answerJson } from './answer'
import type { Route, RouteDeps } from './routes'

/** What the chat page shows of a long conversation. */
const messagesShown = 200
const runsShown = 20

/** Conversations, by whoever knows their id, and how runs went. */
export function sessionRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/v1\/sessions\/([A-Za-z0-9_-]{1,64})$/,
      handle: (_request, response, match) => getSession(deps, response, match[1] ?? ''),
    },
    {
      method: 'GET',
      path: /^\/v1\/runs\/([0-9a-f-]{36})$/,
      handle: (_request, response, match) => getRun(deps, response, match[1] ?? ''),
    },
  ]
}

function getSession({ stores }: RouteDeps, response: ServerResponse, id: string): void {
  const session = stores.conversations.findSession(id)
  if (session === null) throw new BulkheadError('not-found', 'There is no such conversation.')
  const messages = stores.conversations.messages(id, messagesShown).map(({ seq: _seq, run, ...message }) => {
    return { ...message, turn: run }
  })
  const runs = stores.runs
    .ofSession(id, runsShown)
    .filter(({ state }) => state !== 'ended')
    .map(({ id: turn, state, error }) => ({ turn, state, error }))
  answerJson(response, 200, { session: id, createdAt: session.createdAt, messages, runs })
}

function getRun({ stores, held }: RouteDeps, response: ServerResponse, id: string): void {
  const run = stores.runs.find(id)
  if (run === null) throw new BulkheadError('not-found', 'There is no such run.')
  answerJson(response, 200, traceOf(run, stores.events.read(run.seq), held.planOf(run.bundleDigest)))
}
