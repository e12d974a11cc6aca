'use client'

import { ChevronDown, LocateFixed } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { detailsOf } from '../change-details'
import { DetailsView } from '../details-view'
import { EffectBadge } from '../effect-badge'
import type { DescribedChange } from '../group-changes'
import { changeKey, placeOf } from './change-key'

type ChangeRowProps = DescribedChange & {
  /** The one that is shown on the drawing. */
  current: boolean
  /** About the same block as the current one. */
  related: boolean
  open: boolean
  onPress: () => void
}

export function ChangeRow({ change, description, current, related, open, onPress }: ChangeRowProps) {
  const details = detailsOf(change)
  const id = useId()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const isDrawn = placeOf(changeKey(change)).kind !== 'none'
  return (
    <li
      ref={row}
      className={cn(
        'scroll-m-4 border-l-2 py-0.5 pl-1',
        current ? 'border-accent bg-accent-soft/40' : related ? 'border-accent/40' : 'border-transparent',
      )}
    >
      <button
        type="button"
        aria-current={current || undefined}
        aria-expanded={details === null ? undefined : open}
        aria-controls={details === null || !open ? undefined : id}
        onClick={onPress}
        className="flex w-full items-start gap-2 rounded-md px-2 py-2 text-left hover:bg-surface-sunken"
      >
        {details === null ? (
          <LocateFixed className={cn('mt-0.5 size-3.5 shrink-0 text-muted', !isDrawn && 'invisible')} aria-hidden />
        ) : (
          <ChevronDown
            className={cn('mt-0.5 size-3.5 shrink-0 text-muted transition-transform', !open && '-rotate-90')}
            aria-hidden
          />
        )}
        <span className="min-w-0 flex-1 break-words">{description}</span>
        <EffectBadge effect={change.rollout} />
      </button>
      {details !== null && open && (
        <div id={id} className="px-2 pb-2">
          <DetailsView details={details} />
        </div>
      )}
    </li>
  )
}
