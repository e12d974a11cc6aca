import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import superjson from 'superjson'
import { BulkheadError } from '@/domain/errors'
import { createRequestContext } from './context'
import { errorId, toPublicError, toTRPCError } from './error-map'
import { appRouter } from './router'
import type { Services } from './services'

/** A document may have 2 MB; its layout and the envelope take the rest. */
const maxBodyBytes = 4_000_000
/** Each call of a batch holds a database connection. */
const maxBatchSize = 10

/** The API over HTTP: tRPC with batches, and subscriptions as server-sent events. */
export async function handleApiRequest(services: Services, request: Request): Promise<Response> {
  try {
    refuseForeignOrigin(request, services.origin)
    const bounded = await withBoundedBody(request)
    return await fetchRequestHandler({
      endpoint: '/api/trpc',
      router: appRouter,
      req: bounded,
      maxBatchSize,
      createContext: () => createRequestContext(services, request.headers),
      onError: ({ error, path, type }) => {
        if (toPublicError(error).code !== 'internal') return
        services.log.error({ id: errorId(error), path, type, err: error.cause ?? error }, 'a call failed')
      },
    })
  } catch (error) {
    if (error instanceof BulkheadError) return refusal(error)
    throw error
  }
}

/** Browsers send cookies along with what other sites make them post. Only our own pages may change anything. */
function refuseForeignOrigin(request: Request, origin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers.get('sec-fetch-site') === 'same-origin' || request.headers.get('origin') === origin) return
  throw new BulkheadError('forbidden', `Changes are accepted from ${origin} only.`)
}

async function withBoundedBody(request: Request): Promise<Request> {
  if (request.body === null) return request
  const tooLarge = () => new BulkheadError('too-large', `A request may have at most ${maxBodyBytes / 1e6} MB.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: new Blob(chunks),
    signal: request.signal,
  })
}

/** In tRPC's own form, so that its client shows the sentence. */
function refusal(refused: BulkheadError): Response {
  const error = toTRPCError(refused)
  const httpStatus = getHTTPStatusCodeFromError(error)
  const shown = toPublicError(error)
  const shape = { code: TRPC_ERROR_CODES_BY_KEY[error.code], message: shown.message, data: { ...shown, httpStatus } }
  return Response.json({ error: superjson.serialize(shape) }, { status: httpStatus })
}
