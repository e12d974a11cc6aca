import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Endpoint } from '@/domain/blueprint/document'
import type { Problem } from '@/domain/blueprint/problem'
import { emptyHistory, type History, type Snapshot } from './history'
import { emptySelection, type Selection } from './selection'

/** What is open above the canvas. One at a time. */
export type Overlay =
  /** `screen` is where to open, `place` where on the canvas the block goes, `from` what to connect it to. */
  | { kind: 'quick-add'; screen?: Point | undefined; place?: Point | undefined; from?: Endpoint | undefined }
  | { kind: 'connect'; block: string }
  | { kind: 'shortcuts' }
  | { kind: 'publish' }
  | { kind: 'history' }

export type Point = { x: number; y: number }

/** A wish to bring something into view or under the cursor; `count` tells one wish from the next. */
export type FocusRequest = { block?: string | undefined; field?: string | undefined; count: number }

export type EditorState = Snapshot & {
  readonly selection: Selection
  readonly history: History
  /** Counts every change of document or layout, undo included; autosave compares it. */
  readonly edits: number
  readonly problems: readonly Problem[]
  readonly overlay: Overlay | undefined
  readonly panelFocus: FocusRequest | undefined
  readonly reveal: FocusRequest | undefined
  /** Spoken by the live region; `count` makes the same sentence speak twice. */
  readonly announcement: Message
  /** Why something was refused; shown as a toast. */
  readonly refusal: Message
}

export type Message = { readonly text: string; readonly count: number }

export type EditorStore = StoreApi<EditorState>

export function createEditorStore(start: Snapshot): EditorStore {
  return createStore<EditorState>(() => ({
    document: start.document,
    layout: start.layout,
    selection: emptySelection,
    history: emptyHistory,
    edits: 0,
    problems: [],
    overlay: undefined,
    panelFocus: undefined,
    reveal: undefined,
    announcement: { text: '', count: 0 },
    refusal: { text: '', count: 0 },
  }))
}
