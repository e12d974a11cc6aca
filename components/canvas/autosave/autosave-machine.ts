/**
 * When to save, as a pure machine: one save in flight at most, each save names the revision that it builds on, and
 * nothing counts as saved before the server acknowledged it. The runner performs the effects and feeds back events.
 */
export const autosaveTimes = { quietMs: 400, retryFirstMs: 1_000, retryMostMs: 30_000 } as const

export type AutosavePhase = 'rest' | 'quiet' | 'saving' | 'retrying' | 'conflict' | 'refused'

export type AutosaveState = {
  readonly phase: AutosavePhase
  /** The revision that the server acknowledged last. */
  readonly revision: number
  /** Edits are counted; these are the newest made, the newest acknowledged, and the newest in the save in flight. */
  readonly edit: number
  readonly savedEdit: number
  readonly sentEdit: number | undefined
  readonly failures: number
  /** In `conflict`: the revision that somebody else saved. */
  readonly theirRevision: number | undefined
  /** In `refused`: why the server will not take this draft. */
  readonly refusal: string | undefined
}

export type AutosaveEvent =
  | { type: 'edited'; edit: number }
  | { type: 'timer' }
  /** Save now if there is anything to save: the tab is hidden, the network is back, a publish waits. */
  | { type: 'flush' }
  | { type: 'saved'; revision: number }
  | { type: 'failed' }
  | { type: 'refused'; why: string }
  | { type: 'conflicted'; revision: number }
  | { type: 'keep-mine' }
  | { type: 'took-theirs'; revision: number; edit: number }

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
    theirRevision: undefined,
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
    case 'flush':
      return sendIfDue(state)
    case 'saved':
      return saved(state, event.revision)
    case 'failed':
      return failed(state)
    case 'refused':
      return stay({ ...state, phase: 'refused', refusal: event.why, sentEdit: undefined })
    case 'conflicted':
      return stay({ ...state, phase: 'conflict', theirRevision: event.revision, sentEdit: undefined })
    case 'keep-mine':
      return keepMine(state)
    case 'took-theirs':
      return {
        state: { ...initialAutosave(event.revision), edit: event.edit, savedEdit: event.edit },
        effects: [{ type: 'stop-timer' }],
      }
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
    case 'conflict':
      return stay(state)
  }
}

function sendIfDue(state: AutosaveState): AutosaveStep {
  const mayStart = state.phase === 'quiet' || state.phase === 'retrying'
  if (!mayStart || unsavedEdits(state) === 0) return stay(state)
  return {
    state: { ...state, phase: 'saving', sentEdit: state.edit },
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
    state: { ...state, phase: 'retrying', failures: state.failures + 1, sentEdit: undefined },
    effects: [{ type: 'start-timer', ms }],
  }
}

function keepMine(state: AutosaveState): AutosaveStep {
  if (state.phase !== 'conflict' || state.theirRevision === undefined) return stay(state)
  return {
    state: {
      ...state,
      phase: 'saving',
      revision: state.theirRevision,
      theirRevision: undefined,
      sentEdit: state.edit,
    },
    effects: [{ type: 'send' }],
  }
}

function stay(state: AutosaveState): AutosaveStep {
  return { state, effects: [] }
}
