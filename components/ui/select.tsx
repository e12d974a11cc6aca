'use client'

import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { cn } from './cn'
import { useFieldControl, useFieldLabelId } from './field'
import { controlClass } from './input'

export type SelectOption = { value: string; label: string; hint?: ReactNode; disabled?: boolean }

type SelectProps = {
  options: readonly SelectOption[]
  value: string | null
  onValueChange: (value: string) => void
  placeholder?: string
  disabled?: boolean
  className?: string
  ref?: Ref<HTMLButtonElement> | undefined
  'aria-label'?: string
}

export function Select({ options, value, onValueChange, placeholder, disabled, className, ref, ...aria }: SelectProps) {
  const field = useFieldControl()
  const labelId = useFieldLabelId()
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={disabled ?? false}
    >
      <Base.Trigger
        ref={ref}
        {...field}
        {...aria}
        aria-labelledby={labelId && field.id ? `${labelId} ${field.id}` : undefined}
        className={cn(controlClass, 'flex h-9 items-center justify-between gap-2 pr-2 text-left', className)}
      >
        <Base.Value placeholder={placeholder ?? 'Choose…'} className="truncate data-[placeholder]:text-muted" />
        <Base.Icon>
          <ChevronsUpDown className="size-3.5 text-muted" aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) max-w-96 overflow-y-auto rounded-lg border border-border bg-surface-raised p-1 shadow-overlay transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="grid cursor-default grid-cols-[1rem_1fr] items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-surface-sunken"
              >
                <Base.ItemIndicator>
                  <Check className="size-4 text-accent" aria-hidden />
                </Base.ItemIndicator>
                <span className="col-start-2 min-w-0">
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.hint && <span className="block text-muted text-xs">{option.hint}</span>}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
