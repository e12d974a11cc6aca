'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import type { Approval } from './approval-words'
import { fetchQuestion } from './fetch-question'

/** Read once from the tenant's own address; it never changes. */
export function useQuestion({ id, viewKey, tenant }: Approval) {
  return useQuery({
    queryKey: ['question', id],
    queryFn: ({ signal }) => fetchQuestion({ url: tenant.url, id, viewKey: viewKey ?? '' }, signal),
    enabled: viewKey !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}

type QuestionProps = { query: ReturnType<typeof useQuestion>; tenant: Approval['tenant'] }

export function Question({ query, tenant }: QuestionProps) {
  if (query.data !== undefined) {
    return (
      <section
        aria-label="Question"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long question scrolls, also for whoever has no mouse
        tabIndex={0}
        className="max-h-96 overflow-y-auto whitespace-pre-wrap break-words rounded-lg border border-border bg-surface-sunken px-4 py-3"
      >
        {query.data}
      </section>
    )
  }
  if (query.error) {
    return (
      <ErrorNotice
        title="The question could not be read"
        action={
          <Button size="sm" onClick={() => query.refetch()} pending={query.isFetching}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        }
      >
        {query.error.message}
      </ErrorNotice>
    )
  }
  return (
    <Loading label={`Reading the question from ${tenant.name}`}>
      <Skeleton className="h-16 rounded-lg" />
    </Loading>
  )
}
