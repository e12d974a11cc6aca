'use client'

import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import type { Variable } from '../variables'

type SuggestionsProps = {
  id: string
  found: readonly Variable[]
  index: number
  onChoose: (variable: Variable) => void
}

export const optionId = (list: string, index: number) => `${list}-${index}`

/** What the word at the cursor may become. The keyboard stays in the box above. */
export function Suggestions({ id, found, index, onChoose }: SuggestionsProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div
      ref={ref}
      id={id}
      role="listbox"
      aria-label="Values that can be read here"
      className="absolute inset-x-0 top-full z-20 mt-1 max-h-56 overflow-y-auto rounded-lg border border-border bg-surface-raised p-1 shadow-overlay"
    >
      {found.map((variable, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the option (aria-activedescendant)
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box handles the keys
        <div
          key={variable.path}
          id={optionId(id, at)}
          role="option"
          aria-selected={at === index}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(variable)}
          className={cn(
            'flex cursor-default items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-[0.8125rem]',
            at === index ? 'bg-accent-soft' : 'hover:bg-surface-sunken',
          )}
        >
          <span className="truncate">{variable.label}</span>
          <code className="truncate text-muted text-xs">{variable.path}</code>
        </div>
      ))}
    </div>
  )
}
