'use client'

import { useReactFlow } from '@xyflow/react'
import { useEffect } from 'react'
import { looseEnd } from '../connect/connect-targets'
import { useEditorHandle } from '../editor-context'
import { duplicateSelected, removeSelected } from '../store/commands/blocks'
import { tidyLayout } from '../store/commands/layout'
import { openOverlay } from '../store/commands/overlay'
import { deselect, focusPanel, selectAll, setSelection } from '../store/commands/selection'
import { redoEdit, refuse, undoEdit } from '../store/commit'
import type { EditorStore } from '../store/editor-store'
import { selectBlocks } from '../store/selection'
import { middleOf } from '../surface/viewport'
import { actionOf, isTyping, type ShortcutAction } from './shortcuts'

/** Actions that would surprise anywhere but on the canvas: Enter on a button presses it, Delete in a list is the list's. */
const canvasOnly: ReadonlySet<ShortcutAction> = new Set(['edit', 'delete', 'select-all', 'deselect'])

/** These act on the block that the keyboard stands on, selected or not. */
const onFocused: ReadonlySet<ShortcutAction> = new Set(['connect', 'edit', 'delete', 'duplicate'])

/** Undo belongs to the drawing even while typing: every keystroke is in its history. */
const alsoWhileTyping: ReadonlySet<ShortcutAction> = new Set(['undo', 'redo', 'publish'])

export function useShortcuts(): void {
  const { store } = useEditorHandle()
  const flow = useReactFlow()
  useEffect(() => {
    const run: Record<ShortcutAction, () => void> = {
      'quick-add': () => {
        const from = looseEnd(store.getState())
        openOverlay(store, { kind: 'quick-add', from, place: from === undefined ? middleOf(flow) : undefined })
      },
      connect: () => {
        const [block] = store.getState().selection.blocks
        if (block === undefined) refuse(store, 'Select a block first, then press C to connect it.')
        else openOverlay(store, { kind: 'connect', block })
      },
      edit: () => focusPanel(store),
      delete: () => removeSelected(store),
      duplicate: () => duplicateSelected(store),
      'select-all': () => selectAll(store),
      undo: () => undoEdit(store),
      redo: () => redoEdit(store),
      deselect: () => deselect(store),
      tidy: () => tidyLayout(store),
      fit: () => void flow.fitView({ padding: 0.12, maxZoom: 1, duration: 200 }),
      publish: () => openOverlay(store, { kind: 'publish' }),
      shortcuts: () => openOverlay(store, { kind: 'shortcuts' }),
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionOf(event)
      if (action === undefined || event.defaultPrevented || !applies(action, event.target)) return
      event.preventDefault()
      if (onFocused.has(action)) selectFocused(store, event.target)
      run[action]()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [store, flow])
}

function applies(action: ShortcutAction, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"], [cmdk-root]') !== null) return false
  if (isTyping(target)) return alsoWhileTyping.has(action) && target.closest('aside') !== null
  if (!canvasOnly.has(action)) return true
  return target === document.body || target.tagName === 'MAIN' || isOnCanvas(target)
}

function selectFocused(store: EditorStore, target: EventTarget | null): void {
  const block = target instanceof Element ? target.closest('.react-flow__node')?.getAttribute('data-id') : null
  if (block == null || store.getState().selection.blocks.includes(block)) return
  setSelection(store, selectBlocks(block))
}

function isOnCanvas(target: Element): boolean {
  return target.closest('.react-flow') !== null && target.closest('button, a') === null
}
