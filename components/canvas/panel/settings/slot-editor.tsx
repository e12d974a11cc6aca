'use client'

import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Slot } from '@/domain/blueprint/document'
import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { useEditor, useEditorHandle } from '../../editor-context'
import { removeSlot, setSlot } from '../../store/commands/settings'
import { lineClass } from '../fields/control'
import { SettingFields } from '../fields/setting-fields'
import { SettingsContext } from '../settings-source'
import { SlotDefault } from './slot-default'
import { meaningOf, retyped, withChoices } from './slot-edits'
import { slotSource } from './slot-source'
import { limitSpecs, ownerSpecs, slotTypeOptions } from './slot-specs'

const labelSpecs: readonly FieldSpec[] = [{ path: 'label', label: 'Label', control: 'line' }]

export function SlotEditor({ name }: { name: string }) {
  const { store } = useEditorHandle()
  const slot = useEditor((state) => state.document.slots[name])
  const problem = useEditor((state) => state.problems.find(({ at }) => at.slot === name)?.message)
  const source = useMemo(() => slotSource(name), [name])
  const meaning = meaningOf(name)
  if (slot === undefined) return null
  const change = (next: Slot) => setSlot(store, name, next)
  return (
    <SettingsContext value={source}>
      <details className="group rounded-lg border border-border bg-surface" open={problem !== undefined}>
        <summary className="flex cursor-pointer items-center gap-2 rounded-lg px-2.5 py-2 text-[0.8125rem]">
          <span className="min-w-0 flex-1 truncate font-medium">{slot.label}</span>
          <code className="truncate text-[0.6875rem] text-muted">{name}</code>
          {slot.required && <span className="text-[0.6875rem] text-muted">required</span>}
        </summary>
        <div className="flex flex-col gap-3 border-border border-t px-2.5 py-3">
          {problem && <p className="text-danger text-xs">{problem}</p>}
          {meaning && <p className="rounded-md bg-info-soft px-2.5 py-2 text-xs">{meaning}</p>}
          <SettingFields specs={labelSpecs} />
          <Field label="Type">
            <Select
              options={slotTypeOptions}
              value={slot.type}
              onValueChange={(type) => change(retyped(slot, type))}
              className={lineClass}
            />
          </Field>
          {slot.type === 'choice' && (
            <Field label="Choices" hint="One on each line.">
              <Textarea
                rows={3}
                defaultValue={(slot.choices ?? []).join('\n')}
                onBlur={(event) => change(withChoices(slot, event.target.value))}
                className="min-h-0 text-[0.8125rem]"
              />
            </Field>
          )}
          <div className="grid grid-cols-2 gap-3 empty:hidden">
            <SettingFields specs={limitSpecs} />
          </div>
          <SlotDefault slot={slot} onChange={change} />
          <SettingFields specs={ownerSpecs} />
          <Button size="sm" variant="ghost" className="self-end text-danger" onClick={() => removeSlot(store, name)}>
            <Trash2 aria-hidden />
            Remove slot
          </Button>
        </div>
      </details>
    </SettingsContext>
  )
}
