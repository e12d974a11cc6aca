import { changesBetween } from '@/domain/blueprint/draft/change-set'
import { rebase } from '@/domain/blueprint/draft/rebase'
import { BulkheadError } from '@/domain/errors'
import type { EditorState, EditorStore } from './editor-store'
import { record, redo, type Snapshot, undo } from './history'
import { keepExisting, type Selection } from './selection'

export type Edit = Partial<Snapshot> & {
  /** In the imperative, as undo shows it: "Move 3 blocks". */
  name: string
  mergeKey?: string
  select?: Selection
  announce?: string
}

/** The one way in which a command changes the drawing. Does nothing when nothing changed. */
export function commit(store: EditorStore, edit: Edit): void {
  const state = store.getState()
  const before: Snapshot = { document: state.document, layout: state.layout }
  const after: Snapshot = { document: edit.document ?? before.document, layout: edit.layout ?? before.layout }
  if (after.document === before.document && after.layout === before.layout) return
  store.setState({
    ...after,
    history: record(state.history, { name: edit.name, before, after, mergeKey: edit.mergeKey, atMs: Date.now() }),
    edits: state.edits + 1,
    selection: keepExisting(edit.select ?? state.selection, after.document),
    ...(edit.announce === undefined ? {} : { announcement: next(state, edit.announce) }),
  })
}

/** Takes back one step of this person. What others changed since is theirs and stays. */
export function undoEdit(store: EditorStore): void {
  const state = store.getState()
  const step = undo(state.history)
  if (step === undefined) {
    announce(store, 'Nothing to undo.')
    return
  }
  const { before, after, name } = step.entry
  store.setState(moveBy(state, { from: after, to: before }, step.history, `Undid: ${name}.`))
}

export function redoEdit(store: EditorStore): void {
  const state = store.getState()
  const step = redo(state.history)
  if (step === undefined) {
    announce(store, 'Nothing to redo.')
    return
  }
  const { before, after, name } = step.entry
  store.setState(moveBy(state, { from: before, to: after }, step.history, `Redid: ${name}.`))
}

export function announce(store: EditorStore, text: string): void {
  store.setState((state) => ({ announcement: next(state, text) }))
}

/** Shows why something cannot be done. */
export function refuse(store: EditorStore, text: string): void {
  store.setState(({ refusal }) => ({ refusal: { text, count: refusal.count + 1 } }))
}

/** Runs an edit that the domain may refuse (no room, no such block) and shows its reason instead of failing. */
export function attempt(store: EditorStore, edit: () => void): void {
  try {
    edit()
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    refuse(store, error.message)
  }
}

type Step = { from: Snapshot; to: Snapshot }

function moveBy(state: EditorState, { from, to }: Step, history: EditorState['history'], text: string) {
  const present: Snapshot = { document: state.document, layout: state.layout }
  const asItWas = present.document === from.document && present.layout === from.layout
  const { drawing, kept } = asItWas ? { drawing: to, kept: [] } : rebase(present, changesBetween(from, to), 'own-only')
  return {
    document: drawing.document,
    layout: drawing.layout,
    history,
    edits: state.edits + 1,
    selection: keepExisting(state.selection, drawing.document),
    announcement: next(state, kept.length === 0 ? text : `${text} What others changed since stays.`),
  } satisfies Partial<EditorState>
}

function next(state: EditorState, text: string): EditorState['announcement'] {
  return { text, count: state.announcement.count + 1 }
}
