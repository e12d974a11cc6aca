'use client'

import { FilePlus2, Workflow } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import { cn } from '@/components/ui/cn'

export const blankStarter = ''

type StarterPickerProps = {
  starters: Outputs['blueprint']['listStarters']
  value: string
  onChange: (starter: string) => void
}

export function StarterPicker({ starters, value, onChange }: StarterPickerProps) {
  const options = [
    { id: blankStarter, name: 'Blank', summary: 'An empty canvas: you draw every block yourself.', blocks: 0 },
    ...starters,
  ]
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Start from</legend>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {options.map(({ id, name, summary, blocks }) => {
          const Icon = id === blankStarter ? FilePlus2 : Workflow
          return (
            <label
              key={id}
              className={cn(
                'flex cursor-pointer gap-3 rounded-lg border border-border p-3.5 transition-colors hover:border-border-strong has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
                value === id && 'border-accent bg-accent-soft hover:border-accent',
              )}
            >
              <input
                type="radio"
                name="starter"
                value={id}
                checked={value === id}
                onChange={() => onChange(id)}
                className="sr-only"
              />
              <Icon className={cn('mt-0.5 size-4 shrink-0', value === id ? 'text-accent' : 'text-muted')} aria-hidden />
              <span className="min-w-0">
                <span className="flex items-baseline justify-between gap-2">
                  <span className="font-medium">{name}</span>
                  {blocks > 0 && <span className="text-muted text-xs">{blocks} blocks</span>}
                </span>
                <span className="mt-0.5 block text-text text-xs">{summary}</span>
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
