import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/api/router'

/** What each procedure answers, for the props of the components that show it. */
export type Outputs = inferRouterOutputs<AppRouter>
