import { expect, it } from 'vitest'
import { emptyManifest } from '@/domain/blueprint/manifest'
import { echoBundle, signBundle } from '../testing/bundles'
import { type ScriptedRuns, scriptedRuns } from '../testing/scripted-runs'

const minuteMs = 60_000
const version = (number: number, sessions: 'finish' | 'move' = 'finish') =>
  echoBundle(number, { sessions, manifest: { ...emptyManifest(['default']), drainHours: 2 } })
const answeredBy = async (runs: ScriptedRuns, session: string) =>
  (await runs.say('hello', { session })).record.blueprintVersion

it('a conversation finishes on the version that it began on, for as long as it is used', async () => {
  const runs = scriptedRuns(version(1))
  await runs.say('hello', { session: 'a' })
  runs.activate(version(2))
  expect(await answeredBy(runs, 'b')).toBe(2)
  expect(await answeredBy(runs, 'a')).toBe(1)
  runs.pass(29 * minuteMs)
  runs.activate(version(3))
  expect(await answeredBy(runs, 'a')).toBe(1)
  expect(await answeredBy(runs, 'b')).toBe(2)
  runs.restart()
  expect(await answeredBy(runs, 'a')).toBe(1)
  runs.pass(31 * minuteMs)
  expect(await answeredBy(runs, 'a')).toBe(3)
  runs.close()
})

it('a version that says so moves every conversation at once', async () => {
  const runs = scriptedRuns(version(1))
  await runs.say('hello', { session: 'a' })
  runs.activate(version(2, 'move'))
  expect(await answeredBy(runs, 'a')).toBe(2)
  runs.close()
})

it('tells what a replaced version still finishes and until when, and lets go of it when nothing does', async () => {
  const runs = scriptedRuns(version(1))
  await runs.say('hello', { session: 'a' })
  const replacedAt = runs.now()
  runs.activate(version(2))
  const until = new Date(replacedAt + 120 * minuteMs).toISOString()
  expect(runs.held.draining()).toMatchObject([{ version: 1, sessions: 1, runs: 0, until }])
  expect(runs.held.letGo()).toEqual([])
  runs.pass(31 * minuteMs)
  expect(runs.held.draining()).toEqual([])
  expect(runs.held.letGo()).toEqual([signBundle(version(1)).digest])
  runs.close()
})

it('after its deadline a replaced version is let go of, used or not', async () => {
  const runs = scriptedRuns(version(1))
  await runs.say('hello', { session: 'a' })
  runs.activate(version(2))
  for (let round = 0; round < 5; round += 1) {
    runs.pass(29 * minuteMs)
    await runs.say('hello', { session: 'a' })
    runs.held.letGo()
  }
  expect(await answeredBy(runs, 'a')).toBe(2)
  runs.close()
})
