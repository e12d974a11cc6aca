'use client'

import { RotateCw } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { errorCode, errorSentence } from './api-error'

type QueryState<Data> = { data: Data | undefined; error: unknown; refetch: () => unknown; isFetching: boolean }

type QueryViewProps<Data> = {
  query: QueryState<Data>
  /** What is being loaded, for people who cannot see the skeleton: "tenants". */
  what: string
  /** For the query that the whole page waits for: its heading until the real one is there. */
  heading?: string
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}

/** Loading, failed, or there: every screen says each in the same way. Old data stays visible under a failed refresh. */
export function QueryView<Data>({ query, what, heading, skeleton, children }: QueryViewProps<Data>) {
  const { data, error } = query
  useSignInAgain(error)
  const notice = error ? (
    <ErrorNotice
      title={`Loading ${what} failed`}
      className="mb-4"
      action={
        <Button size="sm" onClick={() => query.refetch()} pending={query.isFetching}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      }
    >
      {errorSentence(error)}
    </ErrorNotice>
  ) : null
  if (data === undefined) {
    return (
      <>
        {heading && <h1 className="sr-only">{heading}</h1>}
        {notice ?? <Loading label={`Loading ${what}`}>{skeleton ?? <RowsSkeleton />}</Loading>}
      </>
    )
  }
  return (
    <>
      {notice}
      {children(data)}
    </>
  )
}

function RowsSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      {[0.9, 0.75, 0.85, 0.6].map((opacity) => (
        <div key={opacity} style={{ opacity }}>
          <Skeleton className="h-14 rounded-xl" />
        </div>
      ))}
    </div>
  )
}

/** A session that ended while the page was open: sign in, and come back here. */
function useSignInAgain(error: unknown): void {
  const ended = errorCode(error) === 'not-signed-in'
  useEffect(() => {
    if (!ended) return
    const here = window.location.pathname + window.location.search
    window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
  }, [ended])
}
