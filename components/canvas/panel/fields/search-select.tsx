'use client'

import { Command } from 'cmdk'
import { ChevronsUpDown } from 'lucide-react'
import { type Ref, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { useFieldControl, useFieldLabelId } from '@/components/ui/field'
import { controlClass } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTitle, PopoverTrigger } from '@/components/ui/popover'
import { lineClass } from './control'

type SearchSelectProps = {
  ref: Ref<HTMLButtonElement>
  value: string
  title: string
  placeholder: string
  empty: string
  find: (search: string) => readonly { value: string; hint: string }[]
  onChoose: (value: string) => void
}

/** One of a list that is too long to look through. */
export function SearchSelect({ ref, value, title, placeholder, empty, find, onChoose }: SearchSelectProps) {
  const field = useFieldControl()
  const labelId = useFieldLabelId()
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        ref={ref}
        {...field}
        aria-labelledby={labelId && field.id ? `${labelId} ${field.id}` : undefined}
        className={cn(controlClass, lineClass, 'flex items-center justify-between gap-2 pr-2 text-left')}
      >
        <span className="truncate">{value}</span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
      </PopoverTrigger>
      <PopoverContent className="overflow-hidden p-0">
        <PopoverTitle className="sr-only">{title}</PopoverTitle>
        <SearchList
          placeholder={placeholder}
          empty={empty}
          find={find}
          onChoose={(chosen) => {
            setOpen(false)
            onChoose(chosen)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function SearchList({ placeholder, empty, find, onChoose }: Omit<SearchSelectProps, 'ref' | 'value' | 'title'>) {
  const [search, setSearch] = useState('')
  return (
    <Command label={placeholder} loop shouldFilter={false}>
      <Command.Input
        autoFocus
        value={search}
        onValueChange={setSearch}
        placeholder={placeholder}
        className="h-9 w-full border-border border-b bg-transparent px-3 text-[0.8125rem] outline-none placeholder:text-muted focus-visible:outline-none"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-4 text-center text-muted text-xs">{empty}</Command.Empty>
        {find(search).map(({ value, hint }) => (
          <Command.Item
            key={value}
            value={value}
            onSelect={() => onChoose(value)}
            className="flex cursor-default items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-[0.8125rem] data-[selected=true]:bg-accent-soft"
          >
            <span className="truncate">{value}</span>
            <span className="shrink-0 text-muted text-xs">{hint}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}
