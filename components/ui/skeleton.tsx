import type { ReactNode } from 'react'
import { cn } from './cn'

/** A placeholder of the shape to come. Wrap a group of them in `Loading`, which says it in words. */
export function Skeleton({ className }: { className?: string }) {
  return <div className={cn('h-4 animate-skeleton rounded-md bg-border/70', className)} />
}

export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-label={label}>
      <div aria-hidden>{children}</div>
    </div>
  )
}
