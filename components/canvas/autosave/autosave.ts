import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EditorStore } from '../store/editor-store'
import type { Snapshot } from '../store/history'
import { type AutosaveEvent, type AutosaveState, initialAutosave, stepAutosave, unsavedEdits } from './autosave-machine'
import type { Journal } from './journal'

export type ServerDraft = Snapshot & { revision: number; updatedBy: string | null; updatedAt: Date }

export type SaveOutcome =
  | { type: 'saved'; revision: number }
  | { type: 'conflict' }
  /** The server will not take it, and trying again is no use. */
  | { type: 'refused'; why: string }

export type DraftServer = {
  /** Throws when the server cannot be reached. */
  save: (draft: Snapshot & { revision: number }) => Promise<SaveOutcome>
  load: () => Promise<ServerDraft>
}

export type AutosaveView = AutosaveState & { journal: 'kept' | 'full'; theirs: ServerDraft | undefined }

export type Autosave = {
  view: StoreApi<AutosaveView>
  /** Begins to watch the store. The function that it returns saves what is left and stops. */
  start: () => () => void
  /** Saves now and resolves once the server has everything; rejects with what stands in the way. */
  settle: () => Promise<number>
  flush: () => void
  keepMine: () => void
  /** Puts their draft on the canvas as an undoable step, so that mine is one undo away. */
  takeTheirs: (replace: (theirs: Snapshot) => void) => void
  /** A newer draft was read while nothing here waits to be saved: it is simply shown. True when it was taken. */
  follow: (theirs: ServerDraft, replace: (theirs: Snapshot) => void) => boolean
}

/** Why the draft on screen is not the draft of the server. */
export class UnsettledDraftError extends Error {
  override readonly name = 'UnsettledDraftError'
}

/** Performs what the machine decides: timers, saves, the journal. */
export function createAutosave(store: EditorStore, server: DraftServer, journal: Journal, revision: number): Autosave {
  const runner = new AutosaveRunner(store, server, journal, revision)
  return {
    view: runner.view,
    start: () => runner.start(),
    settle: () => runner.settle(),
    flush: () => runner.dispatch({ type: 'flush' }),
    keepMine: () => runner.dispatch({ type: 'keep-mine' }),
    takeTheirs: (replace) => runner.takeTheirs(replace),
    follow: (theirs, replace) => runner.follow(theirs, replace),
  }
}

class AutosaveRunner {
  private readonly store: EditorStore
  private readonly server: DraftServer
  private readonly journal: Journal
  readonly view: StoreApi<AutosaveView>
  private timer: ReturnType<typeof setTimeout> | undefined
  private lastSent: Snapshot | undefined
  private stopped = false
  private takingTheirs = false

  constructor(store: EditorStore, server: DraftServer, journal: Journal, revision: number) {
    this.store = store
    this.server = server
    this.journal = journal
    this.view = createStore(() => ({ ...initialAutosave(revision), journal: 'kept', theirs: undefined }))
  }

  start(): () => void {
    this.stopped = false
    const unsubscribe = this.store.subscribe((state, before) => {
      if (state.edits !== before.edits && !this.takingTheirs) this.dispatch({ type: 'edited', edit: state.edits })
    })
    return () => {
      this.dispatch({ type: 'flush' })
      this.stopped = true
      unsubscribe()
      clearTimeout(this.timer)
    }
  }

  dispatch(event: AutosaveEvent): void {
    // After stopping, only the answer to the last save still counts: it clears the journal.
    if (this.stopped && event.type !== 'saved') return
    const { state, effects } = stepAutosave(this.view.getState(), event)
    this.view.setState({ ...state, journal: this.keep(state) })
    for (const effect of effects) {
      if (effect.type === 'send') void this.send()
      else this.setTimer(effect.type === 'start-timer' && !this.stopped ? effect.ms : undefined)
    }
  }

  private setTimer(ms: number | undefined): void {
    clearTimeout(this.timer)
    this.timer = ms === undefined ? undefined : setTimeout(() => this.dispatch({ type: 'timer' }), ms)
  }

  /** Written on every step and before any save, so that a tab killed a moment later has lost nothing. */
  private keep(state: AutosaveState): 'kept' | 'full' {
    const unsaved = unsavedEdits(state)
    if (unsaved > 0) return this.journal.write({ baseRevision: state.revision, unsaved, ...this.snapshot() })
    this.journal.clear()
    return 'kept'
  }

  private async send(): Promise<void> {
    const draft = this.snapshot()
    this.lastSent = draft
    try {
      const outcome = await this.server.save({ ...draft, revision: this.view.getState().revision })
      if (outcome.type === 'conflict') await this.readTheirs()
      else this.dispatch(outcome)
    } catch {
      this.dispatch({ type: 'failed' })
    }
  }

  /** A conflict with our own earlier save, whose answer was lost on the way, is an acknowledgement. */
  private async readTheirs(): Promise<void> {
    const theirs = await this.server.load()
    if (this.lastSent !== undefined && sameDrawing(theirs, this.lastSent)) {
      return this.dispatch({ type: 'saved', revision: theirs.revision })
    }
    this.view.setState({ theirs })
    this.dispatch({ type: 'conflicted', revision: theirs.revision })
  }

  takeTheirs(replace: (theirs: Snapshot) => void): void {
    const { theirs } = this.view.getState()
    if (theirs !== undefined) this.show(theirs, replace)
  }

  follow(theirs: ServerDraft, replace: (theirs: Snapshot) => void): boolean {
    const { phase, revision } = this.view.getState()
    if (phase !== 'rest' || theirs.revision <= revision) return false
    this.show(theirs, replace)
    return true
  }

  private show(theirs: ServerDraft, replace: (theirs: Snapshot) => void): void {
    this.takingTheirs = true
    replace({ document: theirs.document, layout: theirs.layout })
    this.takingTheirs = false
    this.view.setState({ theirs: undefined })
    this.dispatch({ type: 'took-theirs', revision: theirs.revision, edit: this.store.getState().edits })
  }

  settle(): Promise<number> {
    return new Promise((resolve, reject) => {
      const check = (state: AutosaveState): boolean => {
        if (state.phase === 'rest') resolve(state.revision)
        else if (state.phase === 'conflict')
          reject(new UnsettledDraftError('The draft was changed elsewhere. Choose above the canvas whose to keep.'))
        else if (state.phase === 'refused')
          reject(new UnsettledDraftError(state.refusal ?? 'The server refused the draft.'))
        else if (state.phase === 'retrying')
          reject(new UnsettledDraftError('The server does not answer. Your changes are kept on this device.'))
        else return false
        return true
      }
      this.dispatch({ type: 'flush' })
      if (check(this.view.getState())) return
      const unsubscribe = this.view.subscribe((state) => {
        if (state.phase === 'quiet') queueMicrotask(() => this.dispatch({ type: 'flush' }))
        if (check(state)) unsubscribe()
      })
    })
  }

  private snapshot(): Snapshot {
    const { document, layout } = this.store.getState()
    return { document, layout }
  }
}

export function sameDrawing(a: Snapshot, b: Snapshot): boolean {
  return sortedJson(a) === sortedJson(b)
}

function sortedJson({ document, layout }: Snapshot): string {
  return JSON.stringify({ document, layout }, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
