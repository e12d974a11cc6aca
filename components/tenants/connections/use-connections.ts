'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { isWaiting } from './connection-status'

export type Place = { workspace: string; slug: string }

const lookMs = 1_000

/** Looks again each second while a trial is under way. */
export function useConnections(place: Place) {
  const trpc = useTRPC()
  return useQuery(
    trpc.connection.list.queryOptions(place, {
      refetchInterval: ({ state }) =>
        state.data?.connections.some((connection) => isWaiting(connection, Date.now())) === true ? lookMs : false,
    }),
  )
}

export function useConnectionActions(place: Place) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.connection.list.queryKey(place) })
  const test = useMutation(
    trpc.connection.test.mutationOptions({
      onError: (error) => toast.error(errorSentence(error)),
      onSuccess: refresh,
    }),
  )
  return { test, refresh }
}
