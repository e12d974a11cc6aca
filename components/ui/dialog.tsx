'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { buttonClass } from './button'
import { cn } from './cn'

export const Dialog = Base.Root
export const DialogTrigger = Base.Trigger
export const DialogClose = Base.Close

const placements = {
  center:
    'top-[8vh] left-1/2 max-h-[84vh] w-[calc(100vw-2rem)] -translate-x-1/2 rounded-xl data-[ending-style]:scale-[0.98] data-[starting-style]:scale-[0.98]',
  right:
    'inset-y-0 right-0 h-dvh w-[min(30rem,100vw)] border-l data-[ending-style]:translate-x-4 data-[starting-style]:translate-x-4',
  left: 'inset-y-0 left-0 h-dvh w-[min(18rem,85vw)] border-r data-[ending-style]:-translate-x-4 data-[starting-style]:-translate-x-4',
}
const widths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' }

type DialogContentProps = {
  title: ReactNode
  description?: ReactNode
  /** A sheet slides in from a side; a dialog stands in the middle. */
  side?: keyof typeof placements
  size?: keyof typeof widths
  hideTitle?: boolean
  /** Where the keyboard goes when it closes; without it, back to where it was. */
  finalFocus?: ComponentProps<typeof Base.Popup>['finalFocus']
  className?: string
  children?: ReactNode
}

export function DialogContent(props: DialogContentProps) {
  const { title, description, side = 'center', size = 'md', hideTitle = false, finalFocus, className, children } = props
  return (
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 z-40 bg-[#04090b]/45 transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
      <Base.Popup
        finalFocus={finalFocus}
        className={cn(
          'fixed z-50 flex flex-col border border-border bg-surface-raised text-text shadow-overlay outline-none transition-[opacity,transform,translate,scale] duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0',
          placements[side],
          side === 'center' && widths[size],
          className,
        )}
      >
        <header className={cn('flex items-start gap-4 px-5 pt-4 pb-3', hideTitle && 'sr-only')}>
          <div className="min-w-0 flex-1">
            <Base.Title className="font-semibold text-base">{title}</Base.Title>
            {description && <Base.Description className="mt-1 text-muted text-sm">{description}</Base.Description>}
          </div>
          <Base.Close aria-label="Close" className={cn(buttonClass({ variant: 'ghost', size: 'icon-sm' }), '-mr-1.5')}>
            <X aria-hidden />
          </Base.Close>
        </header>
        {children}
      </Base.Popup>
    </Base.Portal>
  )
}

export function DialogBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-4', className)} {...props} />
}

export function DialogFooter({ className, ...props }: ComponentProps<'footer'>) {
  return (
    <footer
      className={cn('flex flex-wrap items-center justify-end gap-2 border-border border-t px-5 py-3.5', className)}
      {...props}
    />
  )
}
