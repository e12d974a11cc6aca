'use client'

import { Switch as Base } from '@base-ui/react/switch'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useFieldControl, useFieldLabelId } from './field'

export function Switch({ className, ...props }: ComponentProps<typeof Base.Root>) {
  // The id is the hidden input's, so the field's label toggles it.
  const field = useFieldControl()
  const labelId = useFieldLabelId()
  return (
    <Base.Root
      aria-labelledby={labelId}
      {...field}
      className={cn(
        'inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-border-strong bg-surface-sunken p-px transition-colors data-[checked]:border-accent data-[checked]:bg-accent data-[disabled]:opacity-50',
        className,
      )}
      {...props}
    >
      <Base.Thumb className="size-4 rounded-full bg-border-strong transition-transform data-[checked]:translate-x-4 data-[checked]:bg-accent-text" />
    </Base.Root>
  )
}
