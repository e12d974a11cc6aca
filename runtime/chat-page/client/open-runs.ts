import type { OpenRunView } from '@/domain/runtime/runtime-api'

export type Pending = { text: string; working: boolean }

/** What is said of a run that has not come to its end. */
export function pendingOf({ state, waits }: Pick<OpenRunView, 'state' | 'waits'>, isNewest: boolean): Pending {
  const what = isNewest ? 'This' : 'An earlier message'
  const close = 'You can close this page, the answer will be here.'
  const [first] = waits
  if (state === 'running' || first === undefined) {
    return {
      text: `${isNewest ? 'The agent is still working on this' : `${what} is still worked on`}. ${close}`,
      working: true,
    }
  }
  const at = when(first.until)
  if (first.for === 'time') return { text: `${what} goes on at ${at}. ${close}`, working: false }
  const who = first.for === 'approval' ? 'for somebody to decide' : 'for something to happen'
  return { text: `${what} is waiting ${who}, until ${at} at the latest. ${close}`, working: false }
}

function when(iso: string): string {
  const at = new Date(iso)
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday
    ? at.toLocaleTimeString('en', { timeStyle: 'short' })
    : at.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
}
