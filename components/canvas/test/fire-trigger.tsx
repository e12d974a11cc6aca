'use client'

import { Zap } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { useEditor } from '../editor-context'
import { useTest, useTestSession } from './test-context'
import { type FireableTrigger, fireableTriggers } from './triggers'

/** Fires what starts a run without a message: webhooks, schedules, mails, events of skills. */
export function FireTrigger() {
  const blocks = useEditor((state) => state.document.blocks)
  const triggers = useMemo(() => fireableTriggers({ blocks }), [blocks])
  const [chosen, setChosen] = useState<string | undefined>()
  const trigger = triggers.find(({ block }) => block === chosen) ?? triggers[0]
  if (trigger === undefined) return null
  return (
    <section aria-label="Fire a trigger" className="flex flex-col gap-3 rounded-lg border border-border p-3">
      <Field label="Trigger">
        <Select
          options={triggers.map(({ block, label }) => ({ value: block, label }))}
          value={trigger.block}
          onValueChange={(value) => setChosen(String(value))}
        />
      </Field>
      <FireForm key={`${trigger.block} ${trigger.event}`} trigger={trigger} />
    </section>
  )
}

function FireForm({ trigger }: { trigger: FireableTrigger }) {
  const session = useTestSession()
  const busy = useTest((state) => state.busy !== null)
  const [text, setText] = useState(trigger.sample)
  const [problem, setProblem] = useState<string | undefined>()
  const fire = () => {
    if (trigger.event === null) return void session.fire({ schedule: trigger.block }, trigger.label)
    const payload = readPayload(text)
    setProblem(payload === undefined ? 'This is not JSON.' : undefined)
    if (payload !== undefined) void session.fire({ event: trigger.event, payload: payload.value }, trigger.label)
  }
  return (
    <>
      {trigger.event !== null && (
        <Field label="Payload" hint={`JSON, as it comes with ${trigger.event}.`} error={problem}>
          <Textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="min-h-16 font-mono text-xs"
            spellCheck={false}
          />
        </Field>
      )}
      <Button size="sm" className="self-start" disabled={busy} onClick={fire}>
        <Zap aria-hidden />
        Fire
      </Button>
    </>
  )
}

function readPayload(text: string): { value: unknown } | undefined {
  try {
    return { value: text.trim() === '' ? null : JSON.parse(text) }
  } catch {
    return undefined
  }
}
