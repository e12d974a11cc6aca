import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { drainingHeader } from '@/domain/runtime/door-messages'
import { messageOf } from '../host/log'
import { passPreviewGate } from '../preview/preview-gate'
import { createPreviewKey, type PreviewKey } from '../preview/preview-key'
import { answerError } from './answer'
import { answerOpenAiError, isOpenAiPath } from './openai/openai-error'
import { UnsupportedMediaType } from './read-request'
import { createRoutes, type Route, type RouteDeps } from './routes'

/** An HTTP server that listens nowhere: connections are handed to it. */
export function createHttpServer(deps: RouteDeps): Server {
  const previewKey = createPreviewKey(deps.stores.statements, deps.bundles, Date.now)
  const routes = createRoutes(deps, previewKey)
  // Idle connections wait for the gateway for as long as it likes.
  const server = createServer({ keepAliveTimeout: 0, maxHeaderSize: 32_768 })
  server.on('request', (request, response) => {
    if (deps.draining()) return refuseWhileDraining(request, response)
    void serve(routes, previewKey, request, response).catch((error: unknown) => fail(deps, request, response, error))
  })
  return server
}

async function serve(
  routes: readonly Route[],
  previewKey: PreviewKey,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (passPreviewGate(previewKey, request, response)) return
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  const here = routes.filter((route) => route.path.test(path))
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const route = here.find((candidate) => candidate.method === method)
  const match = route?.path.exec(path)
  if (route !== undefined && match) return route.handle(request, response, match)
  if (here.length === 0) throw new BulkheadError('not-found', 'There is nothing at this address.')
  const allowed = here.map((candidate) => candidate.method).join(', ')
  response.setHeader('allow', allowed)
  answerAs(request)(response, new BulkheadError('bad-input', `Use ${allowed} here.`), 405)
  request.resume()
}

function fail(deps: RouteDeps, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (!(error instanceof BulkheadError)) deps.log.error('request-failed', { message: messageOf(error) })
  if (response.headersSent) return void response.destroy()
  // The rest of a body that nobody will read must not be taken for the next request.
  if (!request.complete) response.shouldKeepAlive = false
  if (error instanceof UnsupportedMediaType) answerAs(request)(response, error, 415)
  else answerAs(request)(response, error)
}

const answerAs = ({ url }: IncomingMessage) => (isOpenAiPath(url ?? '') ? answerOpenAiError : answerError)

function refuseWhileDraining(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  // Said already: this request crossed it on its way. A word more would break the connection before it is read.
  if (request.socket.writableEnded) return
  response.setHeader(drainingHeader, '1')
  response.shouldKeepAlive = false
  answerAs(request)(response, new BulkheadError('not-ready', 'The agent is restarting. Send the message again.'))
}
