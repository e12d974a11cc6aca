'use client'

import { formatUntil } from './age'
import { useNow } from './use-now'

const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** "in 3 h (24 Dec 2026, 18:00)", ticking: a time that is still to come. `past` stands there once it is over. */
export function Deadline({ at, past, className }: { at: Date; past: string; className?: string }) {
  const now = useNow()
  const leftMs = now === null ? null : at.getTime() - now
  return (
    <time dateTime={at.toISOString()} className={className} suppressHydrationWarning>
      {leftMs !== null && `${leftMs > 0 ? formatUntil(leftMs) : past} (${absolute.format(at)})`}
    </time>
  )
}
