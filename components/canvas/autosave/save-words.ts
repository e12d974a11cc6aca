import { type AutosaveState, unsavedEdits } from './autosave-machine'

export type SaveTone = 'saved' | 'working' | 'waiting' | 'offline' | 'attention'
export type SaveWords = { tone: SaveTone; text: string; help: string }

/** What the toolbar says about saving. Exhaustive, so that no state is without words. */
export function saveWords(state: AutosaveState, journal: 'kept' | 'full'): SaveWords {
  switch (state.phase) {
    case 'rest':
      return { tone: 'saved', text: 'Saved', help: `The server has every change (draft revision ${state.revision}).` }
    case 'saving':
      return { tone: 'working', text: 'Saving…', help: `${unsyncedText(state)}. Waiting for the server to store them.` }
    case 'quiet':
      return { tone: 'waiting', text: unsyncedText(state), help: `Sent as soon as you pause. ${keptText(journal)}` }
    case 'retrying':
      return journal === 'kept'
        ? {
            tone: 'offline',
            text: `Offline – ${unsyncedText(state)}`,
            help: 'The server does not answer. We keep trying. Your changes are kept on this device, also if you close this tab or the computer sleeps.',
          }
        : {
            tone: 'attention',
            text: 'Offline – keep this tab open',
            help: `${unsyncedText(state)}. The server does not answer, and this browser has no room to keep them.`,
          }
    case 'refused':
      return {
        tone: 'attention',
        text: `Not saved – ${unsyncedText(state)}`,
        help: `${state.refusal ?? 'The server refused these changes.'} ${keptText(journal)}`,
      }
  }
}

function keptText(journal: 'kept' | 'full'): string {
  return journal === 'kept'
    ? 'Kept on this device until then.'
    : 'This browser has no room to keep them: keep this tab open.'
}

function unsyncedText(state: AutosaveState): string {
  return `${unsavedEdits(state)} unsynced`
}
