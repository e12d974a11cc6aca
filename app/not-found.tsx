import Link from 'next/link'
import { DeadEnd } from '@/components/shell/dead-end'
import { buttonClass } from '@/components/ui/button'

export default function NotFound() {
  return (
    <main>
      <DeadEnd
        title="This page is not here"
        action={
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            Go to the start
          </Link>
        }
      >
        The address may be mistyped, or what it showed was deleted, or it belongs to a workspace that you are not a
        member of.
      </DeadEnd>
    </main>
  )
}
