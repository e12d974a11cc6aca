import { type AutosaveState, unsavedEdits } from './autosave-machine'

export type SaveTone = 'saved' | 'working' | 'waiting' | 'offline' | 'attention'
export type SaveWords = { tone: SaveTone; text: string; help: string }

/** What the toolbar says about saving. Exhaustive, so that no state is without words. */
export function saveWords(state: AutosaveState, journal: 'kept' | 'full'): SaveWords {
  switch (state.phase) {
    case 'rest':
      return { tone: 'saved', text: 'Saved', help: `The server has every change (draft revision ${state.revision}).` }
    case 'saving':
      return { tone: 'working', text: 'Saving…', help: 'Waiting for the server to acknowledge.' }
    case 'quiet':
      return { tone: 'waiting', text: unsavedText(state), help: 'Saved as soon as you pause.' }
    case 'retrying':
      return journal === 'kept'
        ? {
            tone: 'offline',
            text: 'Offline – kept on this device',
            help: `${unsavedText(state)}. The server does not answer; we keep trying, and nothing is lost if you close this tab.`,
          }
        : {
            tone: 'attention',
            text: 'Offline – keep this tab open',
            help: `${unsavedText(state)}. The server does not answer and this browser has no room to keep them.`,
          }
    case 'conflict':
      return { tone: 'attention', text: 'Changed elsewhere', help: 'Somebody saved this draft after you opened it.' }
    case 'refused':
      return { tone: 'attention', text: 'Not saved', help: state.refusal ?? 'The server refused this draft.' }
  }
}

function unsavedText(state: AutosaveState): string {
  const count = unsavedEdits(state)
  return count === 1 ? '1 unsaved change' : `${count} unsaved changes`
}
