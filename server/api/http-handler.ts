import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import superjson from 'superjson'
import { BulkheadError } from '@/domain/errors'
import { withBoundedBody } from './bounded-body'
import { createRequestContext } from './context'
import { errorId, toPublicError, toTRPCError } from './error-map'
import { refuseForeignOrigin } from './own-origin'
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
    const bounded = await withBoundedBody(request, maxBodyBytes)
    return await fetchRequestHandler({
      endpoint: '/api/trpc',
      router: appRouter,
      req: bounded,
      maxBatchSize,
      createContext: () => createRequestContext(services, request.headers),
      responseMeta: ({ ctx, type }) => {
        const headers = ctx?.responseHeaders ?? new Headers()
        // Answers hold what is for one person at one moment, keys among it. Of a subscription tRPC says this itself.
        if (type !== 'subscription') headers.set('cache-control', 'no-store')
        return { headers }
      },
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

/** In tRPC's own form, so that its client shows the sentence. */
function refusal(refused: BulkheadError): Response {
  const error = toTRPCError(refused)
  const httpStatus = getHTTPStatusCodeFromError(error)
  const shown = toPublicError(error)
  const shape = { code: TRPC_ERROR_CODES_BY_KEY[error.code], message: shown.message, data: { ...shown, httpStatus } }
  return Response.json({ error: superjson.serialize(shape) }, { status: httpStatus })
}
