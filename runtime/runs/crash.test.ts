import { expect, it, vi } from 'vitest'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { answerEveryBlock, everyBlockBundle } from '../testing/every-block'
import { type ScriptedRuns, scriptedRuns } from '../testing/scripted-runs'
import { waitFor } from '../testing/wait-for'
import { traceOf } from './trace'

/** As many runs as it has writes: they take their time on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const bundle = everyBlockBundle()
const hourMs = 3_600_000

class Killed extends Error {}

/** Everything that a run has left behind, but for times and random ids. */
function outcomeOf(runs: ScriptedRuns) {
  const { stores } = runs
  const run = stores.runs.byRequestKey('s1/one')
  if (run === null) throw new Error('there is no run')
  const trace = traceOf(run, stores.events.read(run.seq), runs.held.planOf(run.bundleDigest))
  return {
    state: run.state,
    error: run.error,
    messages: stores.conversations.messages('s1', 50).map(({ role, content }) => ({ role, content })),
    steps: trace.steps.map(({ step, kind, state, port }) => ({ step, kind, state, port })),
    variables: stores.variables.all(null),
    memories: stores.statements.rows('SELECT memory, owner, key, text FROM memory'),
    acts: runs.acts.map(({ key: _key, ...act }) => ({ ...act, at: null })),
    waits: stores.statements.rows('SELECT step FROM run_wait'),
    signals: stores.statements.rows('SELECT step FROM run_signal'),
  }
}

/** Does what a person, a sender of events and the time would do, and does it again until it is done. */
async function liveThrough(runs: ScriptedRuns, isDead: () => boolean): Promise<void> {
  const attempt = async (act: () => unknown) => {
    try {
      await act()
    } catch (error) {
      if (!isDead()) throw error
    }
    await waitFor('the engine to be quiet', () => isDead() || runs.engine.inHand === 0)
    if (isDead()) runs.restart()
    await waitFor('the engine to be quiet', () => runs.engine.inHand === 0)
  }
  for (let round = 0; round < 40; round += 1) {
    const run = runs.stores.runs.byRequestKey('s1/one')
    if (run?.state === 'ended' || run?.state === 'failed') return
    await attempt(() => runs.say('hello', { requestKey: 'one' }))
    const [waiting] = runs.stores.statements.rows<{ kind: string; approval_id: string | null }>(
      'SELECT * FROM run_wait',
    )
    if (waiting === undefined) continue
    await attempt(() => {
      if (waiting.kind === 'event') return runs.engine.deliver('payment.received', { ok: true })
      if (waiting.kind === 'condition') return runs.pass(60_000)
      if (waiting.approval_id === null) return runs.pass(2 * hourMs)
      const decision = { type: 'approval-decided', decision: 'approve', person: 'boss@example.com', note: '' } as const
      return runs.engine.decide({ ...decision, id: waiting.approval_id })
    })
  }
  throw new Error('the run never ended')
}

async function undisturbed() {
  let writes = 0
  const runs = scriptedRuns(bundle, {
    say: answerEveryBlock,
    onWrite: (when) => {
      if (when === 'before') writes += 1
    },
  })
  await liveThrough(runs, () => false)
  const outcome = outcomeOf(runs)
  runs.close()
  return { outcome, writes }
}

it('the run visits every kind of block', async () => {
  const { outcome } = await undisturbed()
  expect(outcome.state).toBe('ended')
  const visited = new Set(outcome.steps.map(({ kind }) => kind))
  const triggers = Object.values(blockKinds).filter(({ group }) => group === 'trigger')
  const rest = Object.keys(blockKinds).filter((kind) => !triggers.some((trigger) => trigger.kind === kind))
  expect(rest.filter((kind) => !visited.has(kind))).toEqual([])
  expect(outcome).toMatchObject({ waits: [], signals: [], error: null })
})

it('a runtime that is killed before any of its writes comes to the same end as one that was left alone', async () => {
  const { outcome, writes } = await undisturbed()
  expect(writes).toBeGreaterThan(50)
  for (let killedAt = 1; killedAt <= writes; killedAt += 1) {
    let seen = 0
    let isDead = false
    let isArmed = false
    const runs = scriptedRuns(bundle, {
      say: answerEveryBlock,
      onWrite: (when) => {
        if (isArmed && when === 'before') seen += 1
        // What is dead writes nothing more, whatever is still on its way.
        if (isArmed && seen === killedAt && when === 'before') isDead = true
        if (isDead) throw new Killed()
      },
    })
    isArmed = true
    const restart = runs.restart
    runs.restart = () => {
      isArmed = false
      isDead = false
      restart()
    }
    try {
      await liveThrough(runs, () => isDead)
    } catch (error) {
      throw new Error(`killed before write ${killedAt} of ${writes}`, { cause: error })
    }
    expect(outcomeOf(runs), `killed before write ${killedAt} of ${writes}`).toEqual(outcome)
    runs.close()
  }
})
