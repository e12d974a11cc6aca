'use client'

import { ArrowLeft, History, Keyboard, Rocket, ScrollText } from 'lucide-react'
import Link from 'next/link'
import { Button, buttonClass } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useEditorHandle } from '../editor-context'
import { PeopleHere } from '../people/people-here'
import { ProblemBadge } from '../problems/problem-list'
import { openOverlay } from '../store/commands/overlay'
import { TestButton } from '../test/test-button'
import { ExportButton } from './export-button'
import { HistoryButtons } from './history-buttons'
import { NameField } from './name-field'
import { SaveIndicator } from './save-indicator'

type ToolbarProps = { name: string; latestVersion: number | null; readOnly: boolean }

export function Toolbar({ name, latestVersion, readOnly }: ToolbarProps) {
  const { workspace, blueprintId, store } = useEditorHandle()
  const base = `/w/${workspace}/blueprints`
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-border border-b bg-surface px-2.5">
      <Link href={base} aria-label="All blueprints" className={buttonClass({ variant: 'ghost', size: 'icon-sm' })}>
        <ArrowLeft aria-hidden />
      </Link>
      <NameField name={name} readOnly={readOnly} />
      {!readOnly && <SaveIndicator />}
      <div className="flex-1" />
      <PeopleHere />
      {!readOnly && (
        <>
          <HistoryButtons />
          <Tooltip content="History of the draft" side="bottom">
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="History of the draft"
              onClick={() => openOverlay(store, { kind: 'history' })}
            >
              <ScrollText aria-hidden />
            </Button>
          </Tooltip>
          <ProblemBadge />
          <ExportButton name={name} />
          <Tooltip content="Keyboard shortcuts" side="bottom">
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Keyboard shortcuts"
              onClick={() => openOverlay(store, { kind: 'shortcuts' })}
            >
              <Keyboard aria-hidden />
            </Button>
          </Tooltip>
        </>
      )}
      <Link
        href={`${base}/${blueprintId}/versions`}
        className={buttonClass({ variant: 'secondary', size: 'sm' })}
        aria-label={latestVersion === null ? 'Versions: not published yet' : `Versions: latest is v${latestVersion}`}
      >
        <History aria-hidden />
        {latestVersion === null ? 'Not published' : `v${latestVersion}`}
      </Link>
      {!readOnly && <TestButton />}
      {!readOnly && (
        <Button variant="primary" size="sm" onClick={() => openOverlay(store, { kind: 'publish' })}>
          <Rocket aria-hidden />
          Publish
        </Button>
      )}
    </header>
  )
}
