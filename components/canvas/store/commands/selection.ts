import { countOf } from '../../block-words'
import { announce } from '../commit'
import type { EditorStore } from '../editor-store'
import { emptySelection, keepExisting, type Selection, sameSelection, selectBlocks } from '../selection'

export function setSelection(store: EditorStore, part: Partial<Selection>): void {
  const { selection, document } = store.getState()
  const next = keepExisting({ ...selection, ...part }, document)
  if (!sameSelection(selection, next)) store.setState({ selection: next })
}

export function selectAll(store: EditorStore): void {
  const { document } = store.getState()
  const blocks = Object.keys(document.blocks)
  setSelection(store, { blocks, edges: Object.keys(document.edges) })
  announce(store, `${countOf(blocks.length, 'block')} selected.`)
}

export function deselect(store: EditorStore): void {
  setSelection(store, emptySelection)
}

/** Selects a block, brings it into view, and puts the cursor into one of its settings when a field is named. */
export function revealBlock(store: EditorStore, block: string, field?: string): void {
  setSelection(store, selectBlocks(block))
  store.setState(({ reveal, panelFocus }) => ({
    reveal: { block, count: (reveal?.count ?? 0) + 1 },
    ...(field === undefined ? {} : { panelFocus: { block, field, count: (panelFocus?.count ?? 0) + 1 } }),
  }))
}

export function focusPanel(store: EditorStore, field?: string): void {
  store.setState(({ panelFocus, selection }) => ({
    panelFocus: { block: selection.blocks[0], field, count: (panelFocus?.count ?? 0) + 1 },
  }))
}
