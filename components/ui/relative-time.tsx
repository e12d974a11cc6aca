'use client'

import { formatAge } from './age'
import { useNow } from './use-now'

const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** "12 s ago", ticking; the exact time on hover and for machines. */
export function RelativeTime({ at, className }: { at: Date; className?: string }) {
  const now = useNow()
  return (
    <time dateTime={at.toISOString()} title={absolute.format(at)} className={className} suppressHydrationWarning>
      {now === null ? '' : formatAge(now - at.getTime())}
    </time>
  )
}
