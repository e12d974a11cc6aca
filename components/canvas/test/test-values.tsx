'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SlotFields } from '@/components/tenants/slot-fields'
import { inputsFrom, readInputs, type SlotInputs } from '@/components/tenants/slot-values'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { useEditor, useEditorHandle } from '../editor-context'
import { useTest, useTestSession } from './test-context'

/** What a tenant would fill in, for the test. */
export function TestValues() {
  const { workspace, blueprintId } = useEditorHandle()
  const session = useTestSession()
  const trpc = useTRPC()
  const slots = useEditor((state) => state.document.slots)
  const busy = useTest((state) => state.busy !== null)
  const preview = useQuery(trpc.preview.get.queryOptions({ workspace, blueprintId }))
  const [typed, setTyped] = useState<SlotInputs>({})
  const [problems, setProblems] = useState<Record<string, string>>({})
  if (Object.keys(slots).length === 0) return null
  const inputs = { ...inputsFrom(slots, preview.data?.slotValues ?? {}), ...typed }
  const use = () => {
    const read = readInputs(slots, inputs)
    // A secret that was set stays set when its field is left empty.
    const kept = preview.data?.secretNames ?? []
    const missing = Object.fromEntries(Object.entries(read.problems).filter(([name]) => !kept.includes(name)))
    setProblems(missing)
    if (Object.keys(missing).length === 0) void session.start(read.values)
  }
  return (
    <details className="rounded-lg border border-border">
      <summary className="cursor-pointer rounded-lg px-3 py-2 font-medium text-[0.8125rem]">
        Values for the test
      </summary>
      <div className="flex flex-col gap-3 px-3 pb-3">
        <SlotFields slots={slots} inputs={inputs} problems={problems} onChange={setTyped} />
        <Button size="sm" className="self-start" disabled={busy} onClick={use}>
          Use these values
        </Button>
      </div>
    </details>
  )
}
