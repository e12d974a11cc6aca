'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
  type TRPCLink,
} from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import superjson from 'superjson'
import type { AppRouter } from '@/server/api/router'

// In a component:
//   const trpc = useTRPC()
//   const tenants = useQuery(trpc.tenant.list.queryOptions({ workspace }))
//   useSubscription(trpc.tenant.watchAll.subscriptionOptions({ workspace }, { onData: (rows) => … }))
const context = createTRPCContext<AppRouter>()
export const useTRPC = context.useTRPC
export const useTRPCClient = context.useTRPCClient

const url = '/api/trpc'

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(() => createTRPCClient<AppRouter>({ links: [link()] }))
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider queryClient={queryClient} trpcClient={client}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  )
}

function link(): TRPCLink<AppRouter> {
  return splitLink({
    condition: (operation) => operation.type === 'subscription',
    true: httpSubscriptionLink({ url, transformer: superjson }),
    // The server takes at most ten calls in one request (server/api/http-handler.ts).
    false: httpBatchLink({ url, transformer: superjson, maxItems: 10, maxURLLength: 2_000 }),
  })
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What we refused on purpose will be refused again; what failed on the way may succeed.
        retry: (count, error) => count < 2 && !isRefusal(error),
      },
    },
  })
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false
  const status: unknown = error.data?.httpStatus
  return typeof status === 'number' && status < 500
}
