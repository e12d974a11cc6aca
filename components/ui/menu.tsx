'use client'

import { Menu as Base } from '@base-ui/react/menu'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

export const Menu = Base.Root
export const MenuTrigger = Base.Trigger

const itemClass =
  'flex cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-surface-sunken [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted'

type MenuContentProps = {
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  className?: string
  children: ReactNode
}

export function MenuContent({ align = 'end', side = 'bottom', className, children }: MenuContentProps) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={6} align={align} side={side} className="z-50 outline-none">
        <Base.Popup
          className={cn(
            'min-w-44 rounded-lg border border-border bg-surface-raised p-1 shadow-overlay outline-none transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0',
            className,
          )}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

type MenuItemProps = ComponentProps<typeof Base.Item> & { danger?: boolean }

export function MenuItem({ danger = false, className, ...props }: MenuItemProps) {
  return <Base.Item className={cn(itemClass, danger && 'text-danger [&_svg]:text-danger', className)} {...props} />
}

/** Give it `render={<Link href="…" />}` for a route of the app. */
export function MenuLinkItem({ className, ...props }: ComponentProps<typeof Base.LinkItem>) {
  return <Base.LinkItem className={cn(itemClass, className)} {...props} />
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-border" />
}
