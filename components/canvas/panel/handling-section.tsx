'use client'

import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { handlingWords } from '@/domain/blueprint/handling-words'
import type { OpenBlockKind } from '@/domain/blueprint/open-block-kind'
import { useEditor } from '../editor-context'
import { handlingSource } from './block-source'
import { DefaultValue } from './default-value'
import { SettingFields } from './fields/setting-fields'
import { SettingsContext } from './settings-source'

const specs: readonly FieldSpec[] = [
  { path: 'retries', label: 'Tries after the first', control: 'number', optional: true, placeholder: '0' },
  {
    path: 'backOffSeconds',
    label: 'Wait before the next try',
    control: 'number',
    optional: true,
    unit: 'seconds',
    placeholder: '1',
    hint: 'Doubled before each further one.',
  },
  {
    path: 'timeLimitSeconds',
    label: 'Time limit of a try',
    control: 'number',
    optional: true,
    unit: 'seconds',
    placeholder: "the block's own",
  },
]

/** Retries, time limit and a default, for a block that can fail. */
export function HandlingSection({ id, kind }: { id: string; kind: OpenBlockKind }) {
  const handling = useEditor((state) => state.document.blocks[id]?.handling)
  const source = useMemo(() => handlingSource(id), [id])
  if (kind.failure === null) return null
  return (
    <SettingsContext value={source}>
      <details className="group rounded-lg border border-border" open={handling !== undefined}>
        <summary className="flex cursor-pointer list-none items-start gap-2 rounded-lg px-2.5 py-2 text-[0.8125rem]">
          <ChevronRight className="mt-0.5 size-3.5 shrink-0 text-muted group-open:rotate-90" aria-hidden />
          <span>
            <span className="font-medium">When it fails</span>
            <span className="block text-muted text-xs">
              {handling === undefined ? 'It is tried once.' : handlingWords(handling)}
            </span>
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-border border-t px-2.5 py-3">
          <SettingFields specs={specs} />
          {kind.failure.main !== null && <DefaultValue key={id} main={kind.failure.main} />}
          <p className="text-muted text-xs">
            When all of this does not help, the flow goes on at “On error”; with nothing there, the turn fails.
          </p>
        </div>
      </details>
    </SettingsContext>
  )
}
