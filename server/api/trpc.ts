import { initTRPC } from '@trpc/server'
import superjson from 'superjson'
import type { Role } from '../accounts/roles'
import type { RequestContext } from './context'
import { toPublicError } from './error-map'

/** Every procedure states who may call it; a test walks the router and fails on one that does not. */
export type ProcedureMeta = { roles: readonly (Role | 'signed-in')[] }

export const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
    errorFormatter: ({ shape, error }) => {
      const shown = toPublicError(error)
      return { code: shape.code, message: shown.message, data: { ...shown, httpStatus: shape.data.httpStatus } }
    },
  })
