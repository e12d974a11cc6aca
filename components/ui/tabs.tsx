'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const Tabs = Base.Root

export function TabsList({ className, ...props }: ComponentProps<typeof Base.List>) {
  return <Base.List className={cn('flex gap-1 border-border border-b', className)} {...props} />
}

export function Tab({ className, ...props }: ComponentProps<typeof Base.Tab>) {
  return (
    <Base.Tab
      className={cn(
        '-mb-px border-transparent border-b-2 px-3 py-2 font-medium text-muted text-sm transition-colors hover:text-text data-[active]:border-accent data-[active]:text-text',
        className,
      )}
      {...props}
    />
  )
}

export function TabPanel({ className, ...props }: ComponentProps<typeof Base.Panel>) {
  return <Base.Panel className={cn('pt-4 outline-none', className)} {...props} />
}
