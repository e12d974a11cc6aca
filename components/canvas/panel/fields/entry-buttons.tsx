'use client'

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'

type EntryButtonsProps = {
  /** "branch 2": for the buttons' names. */
  one: string
  first: boolean
  last: boolean
  removable: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  className: string
}

export function EntryButtons({ one, first, last, removable, onMove, onRemove, className }: EntryButtonsProps) {
  return (
    <div className={cn('absolute flex', className)}>
      <Button
        variant="ghost"
        size="icon-sm"
        data-move="-1"
        disabled={first}
        aria-label={`Move ${one} up`}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        data-move="1"
        disabled={last}
        aria-label={`Move ${one} down`}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        data-move="0"
        disabled={!removable}
        aria-label={`Remove ${one}`}
        onClick={onRemove}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  )
}
