'use client'

import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { useEditor, useEditorHandle } from '../../editor-context'
import { setRuntime, setSessions } from '../../store/commands/settings'

const memoryChoices = [128, 256, 512, 1_024, 2_048, 4_096]
const cpuChoices = [0.25, 0.5, 1, 2, 4]

export function RuntimeSettings() {
  const { store } = useEditorHandle()
  const memoryMb = useEditor((state) => state.document.runtime.memoryMb)
  const cpus = useEditor((state) => state.document.runtime.cpus)
  const sessions = useEditor((state) => state.document.policy.sessions)
  return (
    <section aria-labelledby="runtime-title" className="flex flex-col gap-3">
      <div>
        <h3 id="runtime-title" className="font-medium text-[0.8125rem]">
          Runtime
        </h3>
        <p className="text-muted text-xs">
          Each tenant gets its own. Changing memory or CPU restarts them when rolled out.
        </p>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Memory">
          <Select
            options={withCurrent(memoryChoices, memoryMb).map((mb) => ({ value: String(mb), label: memoryWords(mb) }))}
            value={String(memoryMb)}
            onValueChange={(value) => setRuntime(store, { memoryMb: Number(value) })}
            className="h-8 text-[0.8125rem]"
          />
        </Field>
        <Field label="CPU">
          <Select
            options={withCurrent(cpuChoices, cpus).map((count) => ({ value: String(count), label: `${count} vCPU` }))}
            value={String(cpus)}
            onValueChange={(value) => setRuntime(store, { cpus: Number(value) })}
            className="h-8 text-[0.8125rem]"
          />
        </Field>
      </div>
      <Field label="Open conversations" hint="When a new version arrives.">
        <Select
          options={[
            { value: 'finish', label: 'Finish on their version' },
            { value: 'move', label: 'Move to the new version' },
          ]}
          value={sessions}
          onValueChange={(value) => setSessions(store, value === 'move' ? 'move' : 'finish')}
          className="h-8 text-[0.8125rem]"
        />
      </Field>
    </section>
  )
}

/** A value set elsewhere stays choosable. */
function withCurrent(choices: readonly number[], current: number): number[] {
  return [...new Set([...choices, current])].sort((a, b) => a - b)
}

function memoryWords(mb: number): string {
  return mb >= 1_024 ? `${mb / 1_024} GB` : `${mb} MB`
}
