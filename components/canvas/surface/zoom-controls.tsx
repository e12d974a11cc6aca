'use client'

import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus, Wand } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useEditorHandle } from '../editor-context'
import { tidyLayout } from '../store/commands/layout'

export function ZoomControls({ readOnly }: { readOnly: boolean }) {
  return <ZoomPanel>{!readOnly && <TidyControl />}</ZoomPanel>
}

/** For any drawing, also one that nobody edits. */
export function ZoomPanel({ children }: { children?: ReactNode }) {
  const { zoomIn, zoomOut, fitView, zoomTo } = useReactFlow()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  return (
    <Panel
      position="bottom-left"
      className="flex items-center gap-0.5 rounded-lg border border-border bg-surface p-0.5 shadow-raised"
    >
      <Control label="Zoom out" icon={Minus} onClick={() => zoomOut({ duration: 120 })} />
      <Tooltip content="Back to 100 %">
        <Button variant="ghost" size="sm" className="w-13 px-0 text-xs" onClick={() => zoomTo(1, { duration: 120 })}>
          {percent} %
        </Button>
      </Tooltip>
      <Control label="Zoom in" icon={Plus} onClick={() => zoomIn({ duration: 120 })} />
      <Control label="Show everything" icon={Maximize} onClick={() => fitView(everything)} />
      {children}
    </Panel>
  )
}

const everything = { padding: 0.12, maxZoom: 1, duration: 200 }

function TidyControl() {
  const { store } = useEditorHandle()
  const { fitView } = useReactFlow()
  return (
    <Control
      label="Tidy the layout"
      icon={Wand}
      onClick={() => {
        tidyLayout(store)
        requestAnimationFrame(() => fitView(everything))
      }}
    />
  )
}

type ControlProps = { label: string; icon: typeof Plus; onClick: () => void }

function Control({ label, icon: Icon, onClick }: ControlProps) {
  return (
    <Tooltip content={label}>
      <Button variant="ghost" size="icon-sm" aria-label={label} onClick={onClick}>
        <Icon aria-hidden />
      </Button>
    </Tooltip>
  )
}
