'use client'

import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import type { Slot } from '@/domain/blueprint/document'
import { useEditor, useEditorHandle } from '../../editor-context'
import { removeSlot, setSlot } from '../../store/commands/settings'
import { SlotDefault } from './slot-default'
import { retyped, withChoices } from './slot-edits'

const types: { value: Slot['type']; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'choice', label: 'One of a list' },
  { value: 'boolean', label: 'Yes or no' },
]

const owners: { value: Slot['owner']; label: string; hint: string }[] = [
  { value: 'tenant', label: 'The tenant', hint: 'Its people fill it in' },
  { value: 'builder', label: 'The builder', hint: 'Your team fills it in for each tenant' },
  { value: 'platform', label: 'The platform', hint: 'Filled in by the system' },
]

export function SlotEditor({ name }: { name: string }) {
  const { store } = useEditorHandle()
  const slot = useEditor((state) => state.document.slots[name])
  const problem = useEditor((state) => state.problems.find(({ at }) => at.slot === name)?.message)
  if (slot === undefined) return null
  const change = (part: Partial<Slot>) => setSlot(store, name, { ...slot, ...part })
  return (
    <details className="group rounded-lg border border-border bg-surface" open={problem !== undefined}>
      <summary className="flex cursor-pointer items-center gap-2 rounded-lg px-2.5 py-2 text-[0.8125rem]">
        <span className="min-w-0 flex-1 truncate font-medium">{slot.label}</span>
        <code className="truncate text-[0.6875rem] text-muted">{name}</code>
        {slot.required && <span className="text-[0.6875rem] text-muted">required</span>}
      </summary>
      <div className="flex flex-col gap-3 border-border border-t px-2.5 py-3">
        {problem && <p className="text-danger text-xs">{problem}</p>}
        <Field label="Label">
          <Input
            value={slot.label}
            maxLength={80}
            onChange={(event) => event.target.value.trim() !== '' && change({ label: event.target.value })}
            className="h-8 text-[0.8125rem]"
          />
        </Field>
        <Field label="Type">
          <Select
            options={types}
            value={slot.type}
            onValueChange={(type) => setSlot(store, name, retyped(slot, type))}
            className="h-8 text-[0.8125rem]"
          />
        </Field>
        {slot.type === 'choice' && (
          <Field label="Choices" hint="One on each line.">
            <Textarea
              rows={3}
              defaultValue={(slot.choices ?? []).join('\n')}
              onBlur={(event) => setSlot(store, name, withChoices(slot, event.target.value))}
              className="min-h-0 text-[0.8125rem]"
            />
          </Field>
        )}
        <SlotDefault slot={slot} onChange={(next) => setSlot(store, name, next)} />
        <Field label="Filled in by">
          <Select
            options={owners}
            value={slot.owner}
            onValueChange={(owner) => change({ owner: owner as Slot['owner'] })}
            className="h-8 text-[0.8125rem]"
          />
        </Field>
        <Field label="Required" hint="A tenant without it, and without a default, does not get the new version.">
          <Switch checked={slot.required} onCheckedChange={(required) => change({ required })} />
        </Field>
        <Button size="sm" variant="ghost" className="self-end text-danger" onClick={() => removeSlot(store, name)}>
          <Trash2 aria-hidden />
          Remove slot
        </Button>
      </div>
    </details>
  )
}
