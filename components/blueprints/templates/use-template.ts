'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import type { Starter } from '@/domain/blueprint/starters/starter'

/** Makes a blueprint from a template, under its name, and opens it. */
export function useTemplate(workspace: string) {
  const trpc = useTRPC()
  const router = useRouter()
  const queries = useQueryClient()
  const create = useMutation(
    trpc.blueprint.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.blueprint.list.queryKey({ workspace }) })
        router.push(`/w/${workspace}/blueprints/${id}`)
      },
      onError: (error) => toast.error(errorSentence(error)),
    }),
  )
  return {
    use: ({ id, name }: Pick<Starter, 'id' | 'name'>) => create.mutate({ workspace, name, starter: id }),
    busy: create.isPending || create.isSuccess,
  }
}
