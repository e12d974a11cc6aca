import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AutosaveEvent,
  type AutosaveState,
  autosaveTimes,
  initialAutosave,
  stepAutosave,
  unsavedEdits,
} from './autosave-machine'
import { saveWords } from './save-words'

function play(...events: AutosaveEvent[]) {
  let state = initialAutosave(1)
  const effects = events.map((event) => {
    const step = stepAutosave(state, event)
    state = step.state
    return step.effects
  })
  return { state, last: effects.at(-1) ?? [] }
}

const edit = (count: number): AutosaveEvent => ({ type: 'edited', edit: count })
const timer: AutosaveEvent = { type: 'timer' }

describe('autosave', () => {
  it('waits for a pause, then sends once', () => {
    expect(play(edit(1), edit(2)).last).toEqual([{ type: 'start-timer', ms: autosaveTimes.quietMs }])
    expect(play(edit(1), edit(2), timer).last).toContainEqual({ type: 'send' })
  })

  it('has one save in flight: edits and timers meanwhile send nothing', () => {
    expect(play(edit(1), timer, edit(2)).last).toEqual([])
    expect(play(edit(1), timer, edit(2), timer).last).toEqual([])
    expect(play(edit(1), timer, { type: 'flush' }).last).toEqual([])
  })

  it('an acknowledgement covers only what was sent: an edit made meanwhile is saved next', () => {
    const { state, last } = play(edit(1), timer, edit(2), { type: 'saved', revision: 2 })
    expect(unsavedEdits(state)).toBe(1)
    expect(state.phase).toBe('quiet')
    expect(last).toEqual([{ type: 'start-timer', ms: autosaveTimes.quietMs }])
  })

  it('backs off when the server fails, and tries at once when told to', () => {
    const failed: AutosaveEvent = { type: 'failed' }
    expect(play(edit(1), timer, failed).last).toEqual([{ type: 'start-timer', ms: 1_000 }])
    expect(play(edit(1), timer, failed, timer, failed).last).toEqual([{ type: 'start-timer', ms: 2_000 }])
    expect(play(edit(1), timer, failed, { type: 'flush' }).last).toContainEqual({ type: 'send' })
  })

  it('others’ changes acknowledge nothing of ours', () => {
    const { state } = play(edit(1), { type: 'heard', revision: 7 })
    expect(state).toMatchObject({ phase: 'quiet', revision: 7 })
    expect(unsavedEdits(state)).toBe(1)
  })

  it('tries again after a refusal when the drawing changed or somebody asks for it, and not by itself', () => {
    const refused: AutosaveEvent = { type: 'refused', why: 'Too large.' }
    expect(play(edit(1), timer, refused, timer).last).toEqual([])
    expect(play(edit(1), timer, refused, edit(2), timer).last).toContainEqual({ type: 'send' })
    expect(play(edit(1), timer, refused, { type: 'flush' }).last).toContainEqual({ type: 'send' })
  })

  it('never says "Saved" while an edit is unacknowledged, and the revision never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('edit', 'timer', 'flush', 'saved', 'failed', 'heard')), (names) => {
        let state = initialAutosave(1)
        let server = 1
        for (const name of names) {
          if (name === 'saved' || name === 'heard') server += 1
          const event = eventOf(name, state, server)
          if (event === undefined) continue
          const before = state.revision
          const step = stepAutosave(state, event)
          state = step.state
          expect(state.revision).toBeGreaterThanOrEqual(before)
          expect(step.effects.filter(({ type }) => type === 'send').length).toBeLessThanOrEqual(1)
          expect(saveWords(state, 'kept').text === 'Saved').toBe(unsavedEdits(state) === 0 && state.phase === 'rest')
          if (state.phase === 'rest') expect(unsavedEdits(state)).toBe(0)
        }
      }),
    )
  })
})

/** Answers come only to a save that is in flight. */
function eventOf(name: string, state: AutosaveState, server: number): AutosaveEvent | undefined {
  if (name === 'edit') return edit(state.edit + 1)
  if (name === 'timer' || name === 'flush') return { type: name }
  if (name === 'heard') return { type: 'heard', revision: server }
  if (state.phase !== 'saving') return undefined
  if (name === 'saved') return { type: 'saved', revision: server }
  return { type: 'failed' }
}
