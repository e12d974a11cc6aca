'use client'

import './globals.css'
import { FailedPage } from '@/components/shell/failed-page'

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** When even the frame of the page failed: it brings its own. */
export default function GlobalError(props: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Bulkhead</title>
        <main>
          <FailedPage {...props} />
        </main>
      </body>
    </html>
  )
}
