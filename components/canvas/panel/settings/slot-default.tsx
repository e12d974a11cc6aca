'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Slot } from '@/domain/blueprint/document'
import { readNumber, shownNumber } from '../fields/number-text'
import { withDefault } from './slot-edits'

type SlotDefaultProps = { slot: Slot; onChange: (slot: Slot) => void }

const none = '(none)'

/** What a tenant has that fills nothing in. */
export function SlotDefault({ slot, onChange }: SlotDefaultProps) {
  switch (slot.type) {
    case 'text':
      return <TextDefault slot={slot} onChange={onChange} rows={2} />
    case 'prompt':
      return <TextDefault slot={slot} onChange={onChange} rows={5} />
    case 'model':
      return <TextDefault slot={slot} onChange={onChange} rows={1} placeholder="default" />
    case 'secret':
      return (
        <p className="text-pretty text-muted text-xs">
          It is entered for each tenant on its own page, sealed with that tenant’s key, and never read by the agent. A
          header of “Call webhook” can hold it.
        </p>
      )
    case 'number':
      return <NumberDefault slot={slot} onChange={onChange} />
    case 'choice':
      return (
        <ListDefault slot={slot} onChange={onChange} values={(slot.choices ?? []).map((choice) => [choice, choice])} />
      )
    case 'boolean':
      return (
        <ListDefault
          slot={slot}
          onChange={(next) =>
            onChange(typeof next.default === 'string' ? withDefault(next, next.default === 'true') : next)
          }
          values={[
            ['true', 'Yes'],
            ['false', 'No'],
          ]}
        />
      )
  }
}

function TextDefault({ slot, onChange, rows, placeholder }: SlotDefaultProps & { rows: number; placeholder?: string }) {
  return (
    <Field label="Default">
      <Textarea
        rows={rows}
        maxLength={4_000}
        placeholder={placeholder}
        value={typeof slot.default === 'string' ? slot.default : ''}
        onChange={(event) => onChange(withDefault(slot, event.target.value))}
        className="min-h-0 px-2.5 text-[0.8125rem]"
      />
    </Field>
  )
}

function NumberDefault({ slot, onChange }: SlotDefaultProps) {
  const [typed, setTyped] = useState<string | undefined>()
  const unreadable = typed !== undefined && readNumber(typed) === 'unreadable'
  return (
    <Field label="Default" error={unreadable ? 'is not a number' : undefined}>
      <Input
        inputMode="decimal"
        value={shownNumber(typed, slot.default)}
        onChange={(event) => {
          const next = readNumber(event.target.value)
          setTyped(event.target.value)
          if (next !== 'unreadable') onChange(withDefault(slot, next))
        }}
        onBlur={() => setTyped(undefined)}
        className="h-8 text-[0.8125rem]"
      />
    </Field>
  )
}

function ListDefault({ slot, onChange, values }: SlotDefaultProps & { values: [string, string][] }) {
  return (
    <Field label="Default">
      <Select
        options={[{ value: none, label: 'None' }, ...values.map(([value, label]) => ({ value, label }))]}
        value={slot.default === undefined ? none : String(slot.default)}
        onValueChange={(value) => onChange(withDefault(slot, value === none ? undefined : value))}
        className="h-8 text-[0.8125rem]"
      />
    </Field>
  )
}
