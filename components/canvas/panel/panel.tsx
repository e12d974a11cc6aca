'use client'

import { useEditor } from '../editor-context'
import { BlockPanel } from './block-panel'
import { BlueprintPanel } from './blueprint-panel'
import { ConnectionPanel } from './connection-panel'
import { SelectionPanel } from './selection-panel'

/** Settings of what is selected; of the blueprint when nothing is. */
export function Panel() {
  const block = useEditor(({ selection }) => (selection.blocks.length === 1 ? selection.blocks[0] : undefined))
  const count = useEditor(({ selection }) => selection.blocks.length + selection.edges.length)
  const edge = useEditor(({ selection }) => (selection.blocks.length === 0 ? selection.edges[0] : undefined))
  return (
    <aside
      aria-label="Settings"
      className="flex w-84 shrink-0 flex-col overflow-y-auto border-border border-l bg-surface"
    >
      {block !== undefined && count === 1 && <BlockPanel key={block} id={block} />}
      {edge !== undefined && count === 1 && <ConnectionPanel key={edge} id={edge} />}
      {count > 1 && <SelectionPanel />}
      {count === 0 && <BlueprintPanel />}
    </aside>
  )
}
