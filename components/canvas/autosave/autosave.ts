import { createStore, type StoreApi } from 'zustand/vanilla'
import { changesBetween } from '@/domain/blueprint/draft/change-set'
import type { DraftNews, StoredChange } from '@/domain/blueprint/draft/stored-change'
import type { EditorStore } from '../store/editor-store'
import type { Snapshot } from '../store/history'
import { mergeTheirs } from '../store/merge-theirs'
import { type AutosaveEvent, type AutosaveState, initialAutosave, stepAutosave, unsavedEdits } from './autosave-machine'
import { type Base, type Sent, takeNews } from './draft-base'
import type { Journal, NamedSet } from './journal'

export type SubmitOutcome =
  | { type: 'stored'; news: DraftNews }
  /** The server will not take it, and trying again is no use. */
  | { type: 'refused'; why: string }

export type DraftServer = {
  /** Throws when the server cannot be reached. */
  submit: (input: { changeId: string; sequence: number; set: NamedSet['set'] }) => Promise<SubmitOutcome>
}

export type AutosaveView = AutosaveState & { journal: 'kept' | 'full' }

export type Autosave = {
  view: StoreApi<AutosaveView>
  /** Begins to watch the store. The function that it returns sends what is left and stops. */
  start: () => () => void
  /** Sends now and resolves once the server has everything; rejects with what stands in the way. */
  settle: () => Promise<number>
  flush: () => void
  /** What the server stored, as the live draft or an answer brings it. */
  hear: (news: DraftNews) => void
}

/** Why the draft on screen is not the draft of the server. */
export class UnsettledDraftError extends Error {
  override readonly name = 'UnsettledDraftError'
}

type AutosaveInput = {
  store: EditorStore
  server: DraftServer
  journal: Journal
  base: Base
  /** Stored changes that were new here. */
  onNews?: (fresh: readonly StoredChange[]) => void
}

/** Performs what the machine decides: timers, sending, the journal; and merges what others send. */
export function createAutosave(input: AutosaveInput): Autosave {
  const runner = new AutosaveRunner(input)
  return {
    view: runner.view,
    start: () => runner.start(),
    settle: () => runner.settle(),
    flush: () => runner.dispatch({ type: 'flush' }),
    hear: (news) => runner.hear(news),
  }
}

class AutosaveRunner {
  private readonly input: AutosaveInput
  readonly view: StoreApi<AutosaveView>
  private base: Base
  private sent: Sent | undefined
  /** The id under which what is drawn now will be sent; kept in the journal, so that a crash sends it once. */
  private nextId: string = crypto.randomUUID()
  /** News that came while a set was in flight: whether they hold it, only its answer says. */
  private heard: DraftNews[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private stopped = false

  constructor(input: AutosaveInput) {
    this.input = input
    this.base = input.base
    this.view = createStore(() => ({ ...initialAutosave(input.base.sequence), journal: 'kept' }))
  }

  start(): () => void {
    this.stopped = false
    const unsubscribe = this.input.store.subscribe((state, before) => {
      if (state.edits !== before.edits) this.dispatch({ type: 'edited', edit: state.edits })
    })
    return () => {
      this.dispatch({ type: 'flush' })
      this.stopped = true
      unsubscribe()
      clearTimeout(this.timer)
    }
  }

  dispatch(event: AutosaveEvent): void {
    // After stopping, only the answer to the last set still counts: it clears the journal.
    if (this.stopped && event.type !== 'saved') return
    const { state, effects } = stepAutosave(this.view.getState(), event)
    const sends = effects.some(({ type }) => type === 'send')
    if (sends) this.sent ??= this.seal()
    this.view.setState({ ...state, journal: this.keep(state) })
    if (sends) void this.send()
    for (const effect of effects) {
      if (effect.type === 'start-timer' && !this.stopped) this.setTimer(effect.ms)
      if (effect.type === 'stop-timer') this.setTimer(undefined)
    }
  }

  hear(news: DraftNews): void {
    if (this.sent === undefined) this.take(news)
    else this.heard.push(news)
  }

  private setTimer(ms: number | undefined): void {
    clearTimeout(this.timer)
    this.timer = ms === undefined ? undefined : setTimeout(() => this.dispatch({ type: 'timer' }), ms)
  }

  /** What is sent stays as it is until the server has answered for it: sent again, it must be the same. */
  private seal(): Sent {
    const drawing = this.drawing()
    const sealed = { id: this.nextId, set: changesBetween(this.base.drawing, drawing), drawing }
    this.nextId = crypto.randomUUID()
    return sealed
  }

  /** Written on every step and before anything is sent, so that a tab killed a moment later has lost nothing. */
  private keep(state: AutosaveState): 'kept' | 'full' {
    const unsaved = unsavedEdits(state)
    const { sent, base, input, nextId } = this
    if (unsaved === 0) {
      input.journal.clear()
      return 'kept'
    }
    const rest = { id: nextId, set: changesBetween(sent?.drawing ?? base.drawing, this.drawing()) }
    const first = sent === undefined ? [] : [{ id: sent.id, set: sent.set }]
    return input.journal.write({ sequence: base.sequence, unsaved, sets: [...first, rest] })
  }

  private async send(): Promise<void> {
    const { sent } = this
    if (sent === undefined) return
    try {
      const outcome = await this.input.server.submit({ changeId: sent.id, sequence: this.base.sequence, set: sent.set })
      if (outcome.type === 'refused') {
        this.sent = undefined
        this.drain()
        this.dispatch(outcome)
      } else this.acknowledge(outcome.news, sent)
    } catch {
      this.dispatch({ type: 'failed' })
    }
  }

  private acknowledge(news: DraftNews, sent: Sent): void {
    this.sent = undefined
    this.take(news, sent)
    this.dispatch({ type: 'saved', revision: this.base.sequence })
    this.drain()
  }

  private drain(): void {
    for (const news of this.heard.splice(0)) this.take(news)
  }

  private take(news: DraftNews, sent?: Sent): void {
    const taken = takeNews(this.base, this.drawing(), news, sent)
    if (taken === undefined) return
    this.base = taken.base
    mergeTheirs(this.input.store, taken.mine, taken.renamed)
    if (sent === undefined) this.dispatch({ type: 'heard', revision: taken.base.sequence })
    if (taken.fresh.length > 0) this.input.onNews?.(taken.fresh)
  }

  settle(): Promise<number> {
    return new Promise((resolve, reject) => {
      const check = (state: AutosaveState): boolean => {
        if (state.phase === 'rest') resolve(state.revision)
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

  private drawing(): Snapshot {
    const { document, layout } = this.input.store.getState()
    return { document, layout }
  }
}
