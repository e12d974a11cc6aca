'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field'

export const controlClass =
  'w-full min-w-0 rounded-md border border-border-strong bg-surface px-3 text-sm text-text shadow-xs transition-colors placeholder:text-muted focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  const field = useFieldControl()
  return <input {...field} className={cn(controlClass, 'h-9', className)} {...props} />
}
