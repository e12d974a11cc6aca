'use client'

import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { useEditor, useEditorHandle } from '../../editor-context'
import { setRuntime } from '../../store/commands/settings'
import { lineClass } from '../fields/control'
import { SettingsSection } from './settings-section'

const memoryChoices = [128, 256, 512, 1_024, 2_048, 4_096]
const cpuChoices = [0.25, 0.5, 1, 2, 4]

export function RuntimeSettings() {
  const { store } = useEditorHandle()
  const memoryMb = useEditor((state) => state.document.runtime.memoryMb)
  const cpus = useEditor((state) => state.document.runtime.cpus)
  return (
    <SettingsSection
      title="Runtime"
      summary="Each tenant gets its own. Changing memory or CPU restarts them when rolled out."
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label="Memory">
          <Select
            options={withCurrent(memoryChoices, memoryMb).map((mb) => ({ value: String(mb), label: memoryWords(mb) }))}
            value={String(memoryMb)}
            onValueChange={(value) => setRuntime(store, { memoryMb: Number(value) })}
            className={lineClass}
          />
        </Field>
        <Field label="CPU">
          <Select
            options={withCurrent(cpuChoices, cpus).map((count) => ({ value: String(count), label: `${count} vCPU` }))}
            value={String(cpus)}
            onValueChange={(value) => setRuntime(store, { cpus: Number(value) })}
            className={lineClass}
          />
        </Field>
      </div>
    </SettingsSection>
  )
}

/** A value set elsewhere stays choosable. */
function withCurrent(choices: readonly number[], current: number): number[] {
  return [...new Set([...choices, current])].sort((a, b) => a - b)
}

function memoryWords(mb: number): string {
  return mb >= 1_024 ? `${mb / 1_024} GB` : `${mb} MB`
}
