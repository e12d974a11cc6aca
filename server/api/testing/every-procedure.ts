import { appRouter } from '../router'
import type { ProcedureMeta } from '../trpc'

type Declared = { _def: { type: 'query' | 'mutation' | 'subscription'; meta?: ProcedureMeta } }

/** The whole router, flat: `tenant.create` and so on. (tRPC keeps it so at run time; its type says nested.) */
export const everyProcedure = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>).map(
  ([path, { _def }]) => ({ path, type: _def.type, roles: _def.meta?.roles ?? [] }),
)
