'use client'

import { Check, CloudOff, LoaderCircle, PencilLine, TriangleAlert } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { type SaveTone, saveWords } from '../autosave/save-words'
import { useSaveState } from '../editor-context'

const icons: Record<SaveTone, typeof Check> = {
  saved: Check,
  working: LoaderCircle,
  waiting: PencilLine,
  offline: CloudOff,
  attention: TriangleAlert,
}

const tones: Record<SaveTone, string> = {
  saved: 'text-muted',
  working: 'text-muted',
  waiting: 'text-muted',
  offline: 'text-warning',
  attention: 'text-danger',
}

/** Says "Saved" only when the server has acknowledged everything. */
export function SaveIndicator() {
  const view = useSaveState((state) => state)
  const { tone, text, help } = saveWords(view, view.journal)
  const Icon = icons[tone]
  const calm = tone === 'saved' || tone === 'working' || tone === 'waiting'
  return (
    <Tooltip content={help} side="bottom">
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard
        tabIndex={0}
        className={cn('inline-flex items-center gap-1.5 whitespace-nowrap rounded px-1 text-xs', tones[tone])}
        data-save-state={view.phase}
      >
        <Icon className={cn('size-3.5', tone === 'working' && 'animate-spin')} aria-hidden />
        {text}
        {!calm && (
          <span role="alert" className="sr-only">
            {help}
          </span>
        )}
      </span>
    </Tooltip>
  )
}
