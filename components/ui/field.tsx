'use client'

import { CircleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId } from 'react'
import { cn } from './cn'

type FieldContextValue = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean }

const FieldContext = createContext<FieldContextValue | null>(null)

type FieldProps = {
  label: ReactNode
  /** Shown under the control, and read with it. */
  hint?: ReactNode
  /** What is wrong and what to do; its presence marks the control as invalid. */
  error?: ReactNode
  required?: boolean
  /** Beside the label, at the right. */
  aside?: ReactNode
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

/** Ties label, hint and error to the one control inside it (Input, Textarea, Select, Switch). */
export function Field({
  label,
  hint,
  error,
  required = false,
  aside,
  hideLabel = false,
  className,
  children,
}: FieldProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>
      <div className={cn('flex flex-col gap-1.5', className)}>
        <div className={cn('flex items-baseline justify-between gap-2', hideLabel && 'sr-only')}>
          <label htmlFor={id} id={`${id}-label`} className="font-medium text-[0.8125rem] text-text">
            {label}
            {required && (
              <span className="text-muted" aria-hidden>
                {' '}
                *
              </span>
            )}
          </label>
          {aside}
        </div>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 text-danger text-xs">
            <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
            <span>{error}</span>
          </p>
        )}
      </div>
    </FieldContext>
  )
}

/** The attributes that a control takes from the field around it; empty outside a field. */
export function useFieldControl() {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  }
}

/** For controls that are not labelled by `for`, such as a select's button. */
export function useFieldLabelId(): string | undefined {
  const field = useContext(FieldContext)
  return field ? `${field.id}-label` : undefined
}
