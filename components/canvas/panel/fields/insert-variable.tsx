'use client'

import { Command } from 'cmdk'
import { Braces } from 'lucide-react'
import { useState } from 'react'
import { Popover, PopoverContent, PopoverTitle, PopoverTrigger } from '@/components/ui/popover'
import type { VariableGroup } from '../variables'

type InsertVariableProps = {
  fieldLabel: string
  groups: () => readonly VariableGroup[]
  onInsert: (path: string) => void
}

export function InsertVariable({ fieldLabel, groups, onInsert }: InsertVariableProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        aria-label={`Insert a value into ${fieldLabel}`}
        className="inline-flex items-center gap-1 rounded px-1 text-accent text-xs hover:underline"
      >
        <Braces className="size-3" aria-hidden />
        Insert value
      </PopoverTrigger>
      <PopoverContent align="end" className="overflow-hidden p-0">
        <PopoverTitle className="sr-only">Insert a value</PopoverTitle>
        <VariableList
          groups={groups}
          onChoose={(path) => {
            setOpen(false)
            onInsert(path)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

type VariableListProps = { groups: () => readonly VariableGroup[]; onChoose: (path: string) => void }

function VariableList({ groups, onChoose }: VariableListProps) {
  return (
    <Command label="Values" loop>
      <Command.Input
        autoFocus
        placeholder="Find a value…"
        className="h-9 w-full border-border border-b bg-transparent px-3 text-[0.8125rem] outline-none placeholder:text-muted focus-visible:outline-none"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-4 text-center text-muted text-xs">Nothing here is called that.</Command.Empty>
        {groups().map(({ title, variables }) => (
          <Command.Group
            key={title}
            heading={title}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
          >
            {variables.map(({ path, label }) => (
              <Command.Item
                key={path}
                value={`${title} ${label} ${path}`}
                onSelect={() => onChoose(path)}
                className="flex cursor-default items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-[0.8125rem] data-[selected=true]:bg-accent-soft"
              >
                <span className="truncate">{label}</span>
                <code className="truncate text-muted text-xs">{path}</code>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
