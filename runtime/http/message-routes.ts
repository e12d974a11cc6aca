import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError, toErrorBody } from '@/domain/errors'
import { messageRequestSchema } from '@/domain/runtime/runtime-api'
import { messageOf } from '../host/log'
import { responseOf } from '../runs/response'
import type { RunRequest } from '../runs/run-engine'
import { answerJson } from './answer'
import { readJson } from './read-request'
import { requestKeyOf } from './request-key'
import type { Route, RouteDeps } from './routes'
import { startRun, streamRun } from './start-run'

/** `POST /v1/messages`: whole, or as server-sent events. A client that goes away stops nothing: the answer is in the session. */
export function messageRoutes(deps: RouteDeps): readonly Route[] {
  return [{ method: 'POST', path: /^\/v1\/messages$/, handle: (request, response) => post(deps, request, response) }]
}

async function post(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { session, content, files, stream } = await readJson(request, messageRequestSchema)
  const asked: RunRequest = {
    session,
    event: { kind: 'chat-message', content, files: deps.knowledge.files.references(session ?? '', files) },
    ...requestKeyOf(request),
  }
  if (!stream) return answerJson(response, 200, await startRun(deps, asked))
  await streamRun(deps, asked, response, {
    begun: (events, record) => events.send('start', { session: record.session, turn: record.id }),
    text: (events, text) => events.send('delta', { text }),
    came(events, driven) {
      events.send('done', responseOf(driven))
      events.end()
    },
    failed(events, error) {
      if (!(error instanceof BulkheadError)) deps.log.error('request-failed', { message: messageOf(error) })
      events.send('error', toErrorBody(error))
      events.end()
    },
  })
}
