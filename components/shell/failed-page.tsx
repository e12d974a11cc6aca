'use client'

import { RotateCw } from 'lucide-react'
import Link from 'next/link'
import { Button, buttonClass } from '@/components/ui/button'
import { DeadEnd } from './dead-end'

type FailedPageProps = { error: Error & { digest?: string }; reset: () => void }

/** Shows no message of the error: it may come from anywhere. The digest finds it in the log. */
export function FailedPage({ error, reset }: FailedPageProps) {
  return (
    <DeadEnd
      title="This page failed"
      action={
        <>
          <Button variant="primary" onClick={reset}>
            <RotateCw aria-hidden />
            Try again
          </Button>
          <Link href="/" className={buttonClass()}>
            Go to the start
          </Link>
        </>
      }
    >
      <p>Nothing you saved is lost. Try again; if it keeps failing, tell whoever runs this installation.</p>
      {error.digest && <p className="mt-2 font-mono text-xs">Error {error.digest}</p>}
    </DeadEnd>
  )
}
