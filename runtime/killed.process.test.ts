import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { messageResponseSchema, type RunTrace } from '@/domain/runtime/runtime-api'
import { BrokerRefusal } from './testing/broker-refusal'
import { deliveryBundle } from './testing/delivery'
import { buildRuntime, removeBuild } from './testing/run-runtime'
import { serveBuilt } from './testing/serve-built'
import type { RunningRuntime } from './testing/start-runtime'
import { createTestHost, type TestHost } from './testing/test-host'
import { waitFor } from './testing/wait-for'

const bundle = deliveryBundle()
let host: TestHost
let runtime: RunningRuntime

beforeAll(buildRuntime)
afterAll(removeBuild)
beforeEach(async () => {
  host = await createTestHost()
})
afterEach(async () => {
  runtime.child.kill('SIGKILL')
  await runtime.ended
  await host.remove()
})

/** As a client does: the same request with the same key, until it is known what became of it. */
async function sendUntilAnswered() {
  return waitFor('an answer', async () => {
    if (runtime.child.exitCode !== null || runtime.child.signalCode !== null) runtime = await serveBuilt(host, bundle)
    const headers = { 'idempotency-key': 'one' }
    const answer = await host
      .ask('POST', '/v1/messages', { session: 's1', content: 'fruit' }, headers)
      .catch(() => null)
    return answer?.status === 200 && messageResponseSchema.parse(answer.json())
  })
}

const openQuestion = () =>
  waitFor('the question', () => host.messages.findLast((message) => message.type === 'approvals')?.open[0])

async function traceWhen(state: RunTrace['state'], turn: string): Promise<RunTrace> {
  return waitFor(`the run to be ${state}`, async () => {
    const answer = await host.ask('GET', `/v1/runs/${turn}`).catch(() => null)
    const trace = answer?.json() as RunTrace | undefined
    return trace?.state === state && trace
  })
}

type Moments = {
  asked?: () => unknown
  acting?: (nth: number) => unknown
  acted?: (nth: number) => unknown
  waiting?: () => unknown
  deciding?: () => unknown
  decided?: () => unknown
}

/** One run from its message to its end; what happens at its moments is up to the test. */
async function live(moments: Moments) {
  let asked = 0
  host.broker.say = async () => {
    asked += 1
    if (asked === 1) await moments.asked?.()
    return 'a fruit basket'
  }
  host.broker.act = async () => {
    await moments.acting?.(host.broker.ledger.done.length + 1)
    return { ts: '1.0', channel: '#shop' }
  }
  host.broker.afterAct = () => moments.acted?.(host.broker.ledger.done.length)
  runtime = await serveBuilt(host, bundle)
  const { turn } = await sendUntilAnswered()
  await moments.waiting?.()
  const { id } = await openQuestion()
  await moments.deciding?.()
  host.decide({ id, decision: 'approve', person: 'boss@example.com', note: '' })
  await moments.decided?.()
  const trace = await traceWhen('ended', turn)
  const history = (await host.ask('GET', '/v1/sessions/s1')).json() as { messages: { role: string; content: string }[] }
  return {
    messages: history.messages.map(({ role, content }) => `${role}: ${content}`),
    steps: trace.steps.map(({ step, kind, state, port }) => ({ step, kind, state, port })),
    acts: host.broker.ledger.done.map((act) => act.kind === 'skill' && act.args.text),
    inputTokens: trace.usage.inputTokens,
  }
}

async function kill() {
  runtime.child.kill('SIGKILL')
  await runtime.ended
}

async function killAndRestart() {
  await kill()
  runtime = await serveBuilt(host, bundle)
}

const undisturbed = {
  messages: ['user: fruit', 'assistant: One moment.', 'assistant: Delivered ["apples","pears","plums"].'],
  acts: ['a fruit basket', 'apples', 'pears', 'plums', 'boss@example.com said yes'],
  inputTokens: 7,
}

const once = (moment: number, act: () => unknown) => {
  let left = true
  return async (nth: number) => {
    if (nth !== moment || !left) return undefined
    left = false
    return act()
  }
}

it.each<[string, () => Moments]>([
  ['never', () => ({})],
  ['while the model is asked', () => ({ asked: kill })],
  [
    'before the first act is done',
    () => ({
      acting: once(1, async () => {
        await kill()
        throw new BrokerRefusal(503, 'upstream-failed', 'Not done.')
      }),
    }),
  ],
  ['after the first act, before it has heard of it', () => ({ acted: once(1, kill) })],
  ['after an act in the middle of the loop', () => ({ acted: once(3, kill) })],
  ['while it waits', () => ({ waiting: killAndRestart })],
  ['while a person is asked', () => ({ deciding: killAndRestart })],
  [
    'and is down when the person decides',
    () => ({
      deciding: kill,
      decided: async () => {
        runtime = await serveBuilt(host, bundle)
      },
    }),
  ],
  ['as the decision arrives', () => ({ decided: killAndRestart })],
  ['after the last act', () => ({ acted: once(5, async () => void killAndRestart()) })],
])('a run whose runtime is killed %s ends as an undisturbed one', async (_when, moments) => {
  const { steps, ...outcome } = await live(moments())
  expect(outcome).toEqual(undisturbed)
  expect(steps.filter(({ state }) => state !== 'ended')).toEqual([])
  expect(steps).toHaveLength(15)
})
