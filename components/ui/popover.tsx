'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { cn } from './cn'

export const Popover = Base.Root
export const PopoverTrigger = Base.Trigger
export const PopoverTitle = Base.Title

type PopoverContentProps = {
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
  children: ReactNode
}

export function PopoverContent({ align = 'start', side = 'bottom', className, children }: PopoverContentProps) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={6} align={align} side={side} className="z-50">
        <Base.Popup
          className={cn(
            'w-72 max-w-[calc(100vw-2rem)] rounded-lg border border-border bg-surface-raised p-3 text-sm shadow-overlay outline-none transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0',
            className,
          )}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}
