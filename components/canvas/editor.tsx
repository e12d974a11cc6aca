'use client'

import { ReactFlowProvider } from '@xyflow/react'
import { Eye } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPCClient } from '@/components/trpc/client'
import { Dialog } from '@/components/ui/dialog'
import { TooltipProvider } from '@/components/ui/tooltip'
import { Announcer } from './announcer'
import { RecoveryBar } from './autosave/recovery-bar'
import { useLiveDraft } from './autosave/use-live-draft'
import { useRecovery } from './autosave/use-recovery'
import { useSaveGuards } from './autosave/use-save-guards'
import { ConnectDialog } from './connect/connect-dialog'
import { EditorContext, useEditor, useEditorHandle } from './editor-context'
import { createEditorSession } from './editor-session'
import { HistorySheet } from './history/history-sheet'
import { ShortcutSheet } from './keyboard/shortcut-sheet'
import { useClipboard } from './keyboard/use-clipboard'
import { useShortcuts } from './keyboard/use-shortcuts'
import { Palette } from './palette/palette'
import { QuickAdd } from './palette/quick-add'
import { Panel } from './panel/panel'
import { useSayHere } from './people/use-say-here'
import { useLint } from './problems/use-lint'
import { Refusals } from './refusals'
import { closeOverlay } from './store/commands/overlay'
import { Canvas } from './surface/canvas'
import { TestProvider, useTest } from './test/test-context'
import { Toolbar } from './toolbar/toolbar'
import { useIsNarrow } from './use-is-narrow'

const PublishSheet = dynamic(() => import('./publish/publish-sheet').then((module) => module.PublishSheet), {
  ssr: false,
})

const TestPanel = dynamic(() => import('./test/test-panel').then((module) => module.TestPanel), { ssr: false })

type Blueprint = Outputs['blueprint']['get']
type EditorProps = { workspace: string; blueprint: Blueprint; personId: string; mayEdit: boolean }

export function Editor({ workspace, blueprint, personId, mayEdit }: EditorProps) {
  const client = useTRPCClient()
  const [session] = useState(() =>
    createEditorSession({
      workspace,
      blueprintId: blueprint.id,
      personId,
      draft: blueprint.draft,
      client,
      onLost: (change, words) => {
        for (const sentence of words) toast.warning(sentence, { id: `lost-${change.author.id}` })
      },
    }),
  )
  const narrow = useIsNarrow()
  const readOnly = narrow || !mayEdit
  useEffect(() => session.start(), [session])
  useLiveDraft(session)
  useSayHere(session)
  useSaveGuards(session.autosave)
  const recovery = useRecovery(session, !readOnly)
  return (
    <EditorContext value={session}>
      <TestProvider>
        <ReactFlowProvider>
          <TooltipProvider delay={400}>
            <div className="absolute inset-0 flex flex-col overflow-hidden">
              <Toolbar name={blueprint.name} latestVersion={blueprint.latestVersion} readOnly={readOnly} />
              {readOnly && <ReadOnlyNote narrow={narrow} archived={blueprint.archivedAt !== null} />}
              {recovery.asking && !readOnly && <RecoveryBar refused={recovery.asking} onDecide={recovery.decide} />}
              <div className="flex min-h-0 flex-1">
                {!readOnly && <Palette />}
                <Canvas readOnly={readOnly} />
                {!readOnly && <SidePanel />}
              </div>
              {!readOnly && <Editing blueprint={blueprint} />}
              <Announcer />
              <Refusals />
            </div>
          </TooltipProvider>
        </ReactFlowProvider>
      </TestProvider>
    </EditorContext>
  )
}

/** While somebody tests, a block that is selected shows what it did in the place of its settings. */
function SidePanel() {
  return useTest((state) => state.open) ? <TestPanel /> : <Panel />
}

/** What only an editor that may edit needs: keys, lint, dialogs. */
function Editing({ blueprint }: { blueprint: Blueprint }) {
  const { store } = useEditorHandle()
  const publishing = useEditor((state) => state.overlay?.kind === 'publish')
  const reading = useEditor((state) => state.overlay?.kind === 'history')
  useShortcuts()
  useClipboard()
  useLint()
  return (
    <>
      <QuickAdd />
      <ConnectDialog />
      <ShortcutSheet />
      <Dialog open={reading} onOpenChange={(open) => !open && closeOverlay(store)}>
        {reading && <HistorySheet />}
      </Dialog>
      <Dialog open={publishing} onOpenChange={(open) => !open && closeOverlay(store)}>
        {publishing && (
          <PublishSheet
            name={blueprint.name}
            latestVersion={blueprint.latestVersion}
            tenantCount={blueprint.tenantCount}
          />
        )}
      </Dialog>
    </>
  )
}

function ReadOnlyNote({ narrow, archived }: { narrow: boolean; archived: boolean }) {
  return (
    <p className="flex items-center gap-2 border-border border-b bg-info-soft px-4 py-2 text-xs">
      <Eye className="size-3.5 shrink-0 text-info" aria-hidden />
      {archived
        ? 'This blueprint is archived: you can look at it, not change it.'
        : narrow
          ? 'You are looking at the drawing. Open it on a wider screen to change it.'
          : 'You can look at this blueprint. Owners and builders can change it.'}
    </p>
  )
}
