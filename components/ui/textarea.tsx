'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field'
import { controlClass } from './input'

/** Grows with its text, where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  const field = useFieldControl()
  return (
    <textarea
      {...field}
      className={cn(controlClass, 'field-sizing-content max-h-96 min-h-20 resize-y py-2 leading-relaxed', className)}
      {...props}
    />
  )
}
