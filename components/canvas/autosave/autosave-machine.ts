/**
 * When to send, as a pure machine: one change set in flight at most, each names the revision that it was made against,
 * and nothing counts as saved before the server acknowledged it. The runner performs the effects and feeds back events.
 */
export const autosaveTimes = { quietMs: 400, retryFirstMs: 1_000, retryMostMs: 30_000 } as const

export type AutosavePhase = 'rest' | 'quiet' | 'saving' | 'retrying' | 'refused'

export type AutosaveState = {
  readonly phase: AutosavePhase
  /** The newest draft of the server that this browser knows. */
  readonly revision: number
  /** Edits are counted; these are the newest made, the newest acknowledged, and the newest in the save in flight. */
  readonly edit: number
  readonly savedEdit: number
  readonly sentEdit: number | undefined
  readonly failures: number
  /** In `refused`: why the server will not take this draft. */
  readonly refusal: string | undefined
}

export type AutosaveEvent =
  | { type: 'edited'; edit: number }
  | { type: 'timer' }
  /** Send now if there is anything to send: the tab is hidden or seen again, the network is back, a publish waits. */
  | { type: 'flush' }
  | { type: 'saved'; revision: number }
  | { type: 'failed' }
  | { type: 'refused'; why: string }
  /** Somebody else's changes came: nothing of this browser's was acknowledged by that. */
  | { type: 'heard'; revision: number }

export type AutosaveEffect = { type: 'start-timer'; ms: number } | { type: 'stop-timer' } | { type: 'send' }

export type AutosaveStep = { readonly state: AutosaveState; readonly effects: readonly AutosaveEffect[] }

export function initialAutosave(revision: number): AutosaveState {
  return {
    phase: 'rest',
    revision,
    edit: 0,
    savedEdit: 0,
    sentEdit: undefined,
    failures: 0,
    refusal: undefined,
  }
}

export function unsavedEdits(state: AutosaveState): number {
  return state.edit - state.savedEdit
}

export function stepAutosave(state: AutosaveState, event: AutosaveEvent): AutosaveStep {
  switch (event.type) {
    case 'edited':
      return edited({ ...state, edit: event.edit })
    case 'timer':
      return state.phase === 'refused' ? stay(state) : sendIfDue(state)
    case 'flush':
      return sendIfDue(state)
    case 'saved':
      return saved(state, event.revision)
    case 'failed':
      return failed(state)
    case 'refused':
      return stay({ ...state, phase: 'refused', refusal: event.why, sentEdit: undefined })
    case 'heard':
      return stay({ ...state, revision: event.revision })
  }
}

function edited(state: AutosaveState): AutosaveStep {
  switch (state.phase) {
    case 'rest':
    case 'quiet':
    case 'refused':
      return {
        state: { ...state, phase: 'quiet', refusal: undefined },
        effects: [{ type: 'start-timer', ms: autosaveTimes.quietMs }],
      }
    case 'saving':
    case 'retrying':
      return stay(state)
  }
}

function sendIfDue(state: AutosaveState): AutosaveStep {
  const mayStart = state.phase === 'quiet' || state.phase === 'retrying' || state.phase === 'refused'
  if (!mayStart || unsavedEdits(state) === 0) return stay(state)
  return {
    // What is sent again is what was sent before, whatever was drawn since.
    state: { ...state, phase: 'saving', sentEdit: state.sentEdit ?? state.edit },
    effects: [{ type: 'stop-timer' }, { type: 'send' }],
  }
}

function saved(state: AutosaveState, revision: number): AutosaveStep {
  const savedEdit = state.sentEdit ?? state.savedEdit
  const acknowledged = { ...state, revision, savedEdit, sentEdit: undefined, failures: 0, refusal: undefined }
  if (unsavedEdits(acknowledged) === 0) return stay({ ...acknowledged, phase: 'rest' })
  return {
    state: { ...acknowledged, phase: 'quiet' },
    effects: [{ type: 'start-timer', ms: autosaveTimes.quietMs }],
  }
}

function failed(state: AutosaveState): AutosaveStep {
  const ms = Math.min(autosaveTimes.retryFirstMs * 2 ** state.failures, autosaveTimes.retryMostMs)
  return {
    state: { ...state, phase: 'retrying', failures: state.failures + 1 },
    effects: [{ type: 'start-timer', ms }],
  }
}

function stay(state: AutosaveState): AutosaveStep {
  return { state, effects: [] }
}
