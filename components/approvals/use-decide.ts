'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorCode } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'

/** Decides, and reads the lists again: also when it was refused, because then somebody else was first. */
export function useDecide() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.approval.pathKey() })
  return useMutation(
    trpc.approval.decide.mutationOptions({
      onSuccess: refresh,
      onError: (error) => (errorCode(error) === undefined ? undefined : refresh()),
    }),
  )
}
