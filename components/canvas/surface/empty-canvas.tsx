'use client'

import { MessageCircle, Plus, Workflow } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Kbd } from '@/components/ui/kbd'
import { starters } from '@/domain/blueprint/starters/registry'
import { useEditorHandle } from '../editor-context'
import { addBlock } from '../store/commands/blocks'
import { openOverlay } from '../store/commands/overlay'
import { replaceDrawing } from '../store/commands/whole-drawing'

/** What to do first. The canvas around it stays usable. */
export function EmptyCanvas({ readOnly }: { readOnly: boolean }) {
  const { store } = useEditorHandle()
  if (readOnly) {
    return <Overlay title="Nothing is drawn yet">Open this blueprint on a wider screen to draw it.</Overlay>
  }
  return (
    <Overlay
      title="Draw your agent"
      action={
        <>
          <Button variant="primary" onClick={() => addBlock(store, 'chat-message', { at: { x: 0, y: 0 } })}>
            <MessageCircle aria-hidden />
            Start with a chat message
          </Button>
          <Button onClick={() => openOverlay(store, { kind: 'quick-add' })}>
            <Plus aria-hidden />
            Another block
          </Button>
        </>
      }
      starters={
        <div className="mt-7 w-full border-border border-t pt-5">
          <p className="mb-2 text-center text-muted text-xs">Or begin with a working one</p>
          <ul className="flex flex-wrap justify-center gap-2">
            {starters.map((starter) => (
              <li key={starter.id}>
                <Button
                  size="sm"
                  title={starter.summary}
                  onClick={() => replaceDrawing(store, `Start from ${starter.name}`, starter)}
                >
                  {starter.name}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      }
    >
      Something starts it, something thinks, something answers. Drag a block from the left, or press <Kbd>/</Kbd>.
    </Overlay>
  )
}

type OverlayProps = { title: string; action?: React.ReactNode; starters?: React.ReactNode; children: React.ReactNode }

function Overlay({ title, action, starters: list, children }: OverlayProps) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-6">
      <div className="pointer-events-auto max-w-lg rounded-2xl border border-border bg-surface/95 px-4 pb-6 shadow-raised">
        <EmptyState icon={Workflow} title={title} action={action} className="py-8 pb-0">
          {children}
        </EmptyState>
        {list}
      </div>
    </div>
  )
}
