import { afterEach, expect, it } from 'vitest'
import type { Handling } from '@/domain/blueprint/document'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { BulkheadError } from '@/domain/errors'
import type { PolicyRule } from '@/domain/policy/rule'
import { type Script, type ScriptedRuns, scriptedRuns } from '../testing/scripted-runs'
import { waitFor } from '../testing/wait-for'
import { traceOf } from './trace'

const opened: ScriptedRuns[] = []
afterEach(() => {
  for (const runs of opened.splice(0)) runs.close()
})

function begin(drawing: Drawing, script: Script = {}): ScriptedRuns {
  const runs = scriptedRuns(compileForTest(drawing.document).bundle, script)
  opened.push(runs)
  return runs
}
const quiet = (runs: ScriptedRuns) => waitFor('the engine to be quiet', () => runs.engine.inHand === 0)
const away = () => new BulkheadError('model-unavailable', 'The model is away.')

function asking(handling: Handling) {
  return new Drawing()
    .trigger('chat-message')
    .next('reason')
    .handling(handling)
    .next('reply', { text: '{{ reason.text }}' })
    .from(['reason', 'error'])
    .next('reply', { text: 'E {{ reason.error.code }}' })
}

/** Fails so many times, then answers. */
function failing(times: number) {
  let left = times
  return () => {
    left -= 1
    if (left >= 0) throw away()
    return 'fine'
  }
}

it('a block is tried again as often as drawn, and no oftener', async () => {
  const twice = begin(asking({ retries: 2, backOffSeconds: 0 }), { say: failing(2) })
  expect((await twice.say('hello')).reply).toBe('fine')
  const thrice = begin(asking({ retries: 2, backOffSeconds: 0 }), { say: failing(3) })
  expect((await thrice.say('hello')).reply).toBe('E model-unavailable')
  expect(thrice.requests).toHaveLength(3)
})

it('a long back-off is waited for outside of memory, and doubles', async () => {
  const runs = begin(asking({ retries: 2, backOffSeconds: 60 }), { say: failing(2) })
  expect((await runs.say('hello')).state).toBe('waiting')
  runs.restart()
  expect(runs.engine.wakeAt()).toBe(runs.now() + 60_000)
  runs.pass(60_000)
  await quiet(runs)
  expect(runs.engine.wakeAt()).toBe(runs.now() + 120_000)
  runs.pass(120_000)
  await quiet(runs)
  expect(runs.stores.conversations.messages('s1', 5).at(-1)?.content).toBe('fine')
})

it('trying again does not help what is forbidden', async () => {
  const say = () => {
    throw new BulkheadError('model-not-allowed', 'not this one')
  }
  const runs = begin(asking({ retries: 5, backOffSeconds: 0 }), { say })
  expect((await runs.say('hello')).reply).toBe('E model-not-allowed')
  expect(runs.requests).toHaveLength(1)
})

it('a default value stands in, and the flow goes on as if the block had succeeded', async () => {
  const runs = begin(asking({ default: 'A standard answer.' }), { say: failing(9) })
  expect((await runs.say('hello')).reply).toBe('A standard answer.')
})

it('a block that never answers is left behind at its time limit', async () => {
  const runs = begin(asking({ timeLimitSeconds: 1 }), { say: () => new Promise<string>(() => undefined) })
  expect((await runs.say('hello')).reply).toBe('E deadline-exceeded')
})

it('a block that brings the process down every time is given up, and its error path taken', async () => {
  let isStopped = false
  const runs = begin(asking({}), { say: () => (isStopped ? 'x' : new Promise<string>(() => undefined)) })
  runs.say('hello', { requestKey: 'one' }).catch(() => undefined)
  for (let start = 0; start < 5; start += 1) {
    await waitFor('the model to be asked', () => runs.requests.length > start)
    runs.restart()
  }
  isStopped = true
  await quiet(runs)
  expect((await runs.say('hello', { requestKey: 'one' })).reply).toBe('E interrupted')
  expect(runs.requests).toHaveLength(5)
})

it('the same key is the same run, also after a restart', async () => {
  const runs = begin(asking({}))
  const [one, two] = await Promise.all([runs.say('a', { requestKey: 'k' }), runs.say('a', { requestKey: 'k' })])
  runs.restart()
  const three = await runs.say('a', { requestKey: 'k' })
  expect(new Set([one, two, three].map(({ record }) => record.id)).size).toBe(1)
  expect(three.reply).toBe(one.reply)
  expect(runs.requests).toHaveLength(1)
  await expect(runs.say('b', { requestKey: 'k' })).rejects.toMatchObject({ code: 'conflict' })
  // In another conversation the same key is another one.
  expect((await runs.say('a', { requestKey: 'k', session: 's2' })).record.id).not.toBe(one.record.id)
})

const looping = (config: Record<string, unknown>) =>
  new Drawing()
    .trigger('webhook')
    .next('loop', { over: 'input.payload', ...config }, 'each')
    .next('reason', { prompt: '{{ loop_1.item }}' })
    .from(['loop_1', 'done'])
    .next('reply', { text: '{{ loop_1.results }} {{ loop_1.failed }}' })
    .from(['loop_1', 'error'])
    .next('reply', { text: 'E {{ loop_1.error.code }}' })
const withList = (runs: ScriptedRuns, payload: unknown) => runs.fire({ kind: 'event', event: 'list', payload })
const sayUnlessTwo = (request: { messages: readonly { content: unknown }[] }) => {
  const text = String(request.messages.at(-1)?.content)
  if (text === '2') throw away()
  return `say ${text}`
}

it('a loop keeps the order of its list, works on no more items at once than drawn, and counts what failed', async () => {
  let atOnce = 0
  let most = 0
  const say: Script['say'] = async (request) => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((resolve) => setImmediate(resolve))
    atOnce -= 1
    return sayUnlessTwo(request)
  }
  const runs = begin(looping({ collect: 'reason.text', atOnce: 3, onItemError: 'skip' }), { say })
  expect((await withList(runs, [1, 2, 3, 4, 5, 6])).reply).toBe('["say 1",null,"say 3","say 4","say 5","say 6"] 1')
  expect(most).toBe(3)
})

it('a loop that stops at an error leaves by its error port, and goes no further', async () => {
  const runs = begin(looping({ onItemError: 'stop' }), { say: sayUnlessTwo })
  expect((await withList(runs, [1, 2, 3])).reply).toBe('E model-unavailable')
  expect(runs.requests).toHaveLength(2)
})

it('a list that is too long, or none, runs nothing of the body', async () => {
  const runs = begin(looping({ maxItems: 100 }))
  expect(
    (
      await withList(
        runs,
        Array.from({ length: 1_000_000 }, () => 1),
      )
    ).reply,
  ).toBe('E over-limit')
  expect((await withList(runs, { a: 1 })).reply).toBe('E bad-input')
  expect((await withList(runs, [])).reply).toBe('[] 0')
  expect(runs.requests).toEqual([])
})

const sending = (rules: PolicyRule[]) => {
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('send', {
      skill: 'email',
      action: 'send',
      inputs: { to: 'a@example.com', subject: 'Hi', text: '{{ input.content }}' },
    })
    .next('reply', { text: 'sent' })
    .from(['send', 'error'])
    .next('reply', { text: 'E {{ send.error.code }}' })
  drawing.document = { ...drawing.document, policy: { sessions: 'finish', rules } }
  return drawing
}
const rule = (effect: PolicyRule['effect'], when: string): PolicyRule => ({
  name: 'Mail',
  effect,
  when,
  people: ['boss@example.com'],
})
const decide = (runs: ScriptedRuns, decision: 'approve' | 'deny') => {
  const [open] = runs.stores.waits.approvals(5)
  runs.engine.decide({ type: 'approval-decided', id: open?.id ?? '', decision, person: 'boss@example.com', note: '' })
  return open
}

it('a rule that forbids a call keeps it from ever leaving the box', async () => {
  const runs = begin(sending([rule('deny', 'skill == "email" && args.to.endsWith("@example.com")')]))
  expect((await runs.say('hello')).reply).toBe('E not-allowed')
  expect(runs.asked()).toBe(0)
})

it('a rule that asks waits for a person, and shows the broker what was approved', async () => {
  const approvals: unknown[] = []
  const runs = begin(sending([rule('ask', 'skill == "email"')]), { act: ({ approval }) => approvals.push(approval) })
  expect((await runs.say('hello')).state).toBe('waiting')
  expect(runs.asked()).toBe(0)
  runs.restart()
  const open = decide(runs, 'approve')
  expect(open).toMatchObject({ people: ['boss@example.com'], subject: expect.stringMatching(/^sha256:/) })
  await quiet(runs)
  expect(approvals).toEqual([open?.id])
  expect(runs.stores.conversations.messages('s1', 5).at(-1)?.content).toBe('sent')
})

it('a call that a person refuses, or that nobody approves in time, is not made', async () => {
  const refused = begin(sending([rule('ask', 'true')]))
  await refused.say('hello')
  decide(refused, 'deny')
  await quiet(refused)
  const late = begin(sending([rule('ask', 'true')]))
  await late.say('hello')
  late.pass(73 * 3_600_000)
  await quiet(late)
  for (const runs of [refused, late]) {
    expect(runs.asked()).toBe(0)
    expect(runs.stores.conversations.messages('s1', 5).at(-1)?.content).toBe('E approval-denied')
  }
})

it('where the broker alone wants an approval, it is asked for all the same', async () => {
  const runs = begin(sending([]), {
    act: ({ approval }) => {
      if (approval === undefined)
        throw new BulkheadError('approval-required', 'Ask.', { details: { people: ['x@example.com'] } })
      return { messageId: '1' }
    },
  })
  expect((await runs.say('hello')).state).toBe('waiting')
  expect(decide(runs, 'approve')?.people).toEqual(['x@example.com'])
  await quiet(runs)
  expect(runs.stores.conversations.messages('s1', 5).at(-1)?.content).toBe('sent')
})

it('what models were asked for is counted once, also when the step waits for a person in between', async () => {
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('extract', { fields: [{ name: 'a', type: 'text', description: '', required: true }] })
    .next('approval', {}, 'approved')
    .next('reply')
  const runs = begin(drawing, { say: ({ messages }) => (messages.length > 2 ? '{"a":"x"}' : 'no') })
  const { record } = await runs.say('hello')
  runs.restart()
  decide(runs, 'approve')
  await quiet(runs)
  const run = runs.stores.runs.find(record.id)
  if (run === null) throw new Error('no run')
  const trace = traceOf(run, runs.stores.events.read(run.seq), runs.held.planOf(run.bundleDigest))
  expect(trace.usage).toEqual({ inputTokens: 4, outputTokens: 2 })
  expect(runs.settled.at(-1)?.usage).toMatchObject({ inputTokens: 4, outputTokens: 2 })
})

it('a full disk is told, loses nothing, and the run goes on when there is room', async () => {
  let isFull = false
  let asked = 0
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const runs = begin(asking({}), {
    say: () => {
      asked += 1
      isFull = asked === 1
      return 'fine'
    },
    onWrite: () => {
      if (isFull) throw full
    },
  })
  await expect(runs.say('hello')).rejects.toMatchObject({ code: 'storage-full' })
  await expect(runs.say('again', { session: 's2' })).rejects.toMatchObject({ code: 'storage-full' })
  isFull = false
  runs.restart()
  await waitFor('the run to end', () => runs.settled.length > 0)
  expect(runs.stores.conversations.messages('s1', 5).map(({ content }) => content)).toEqual(['hello', 'fine'])
})

it('a trace tells steps, tries, tokens and errors, and nothing that was said', async () => {
  const runs = begin(asking({ retries: 1, backOffSeconds: 0 }), { say: failing(1) })
  const { record } = await runs.say('a very private question')
  const run = runs.stores.runs.find(record.id)
  if (run === null) throw new Error('no run')
  const trace = traceOf(run, runs.stores.events.read(run.seq), runs.held.planOf(run.bundleDigest))
  expect(trace).toMatchObject({ state: 'ended', version: 1, usage: { inputTokens: 2, outputTokens: 1 } })
  expect(trace.steps.map(({ step, kind, state, port, tries }) => [step, kind, state, port, tries])).toEqual([
    ['chat_message', 'chat-message', 'ended', 'out', 1],
    ['reason', 'reason', 'ended', 'out', 2],
    ['reply', 'reply', 'ended', 'out', 1],
  ])
  expect(trace.steps[1]?.error?.code).toBe('model-unavailable')
  expect(JSON.stringify(trace)).not.toMatch(/private|fine/)
})
