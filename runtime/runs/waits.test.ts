import { afterEach, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { type ScriptedRuns, scriptedRuns } from '../testing/scripted-runs'
import { waitFor } from '../testing/wait-for'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const opened: ScriptedRuns[] = []
afterEach(() => {
  for (const runs of opened.splice(0)) runs.close()
})

function begin(drawing: Drawing): ScriptedRuns {
  const runs = scriptedRuns(compileForTest(drawing.document).bundle)
  opened.push(runs)
  return runs
}
const quiet = (runs: ScriptedRuns) => waitFor('the engine to be quiet', () => runs.engine.inHand === 0)
const said = (runs: ScriptedRuns, session = 's1') =>
  runs.stores.conversations.messages(session, 20).map(({ role, content }) => `${role}: ${content}`)

it('a wait holds nothing in memory, survives a restart, and ends at its time', async () => {
  const runs = begin(
    new Drawing()
      .trigger('chat-message')
      .next('reply', { text: 'Wait.' })
      .next('wait', { amount: 3, unit: 'days' })
      .next('reply', { text: '{{ wait.waitedSeconds }} s later' }),
  )
  const driven = await runs.say('hello')
  expect(driven).toMatchObject({ state: 'waiting', reply: 'Wait.' })
  expect(runs.engine.inHand).toBe(0)
  expect(runs.engine.wakeAt()).toBe(runs.now() + 72 * hourMs)
  expect(said(runs)).toEqual(['user: hello', 'assistant: Wait.'])
  runs.restart()
  runs.pass(71 * hourMs)
  await quiet(runs)
  expect(said(runs)).toHaveLength(2)
  runs.pass(hourMs)
  await quiet(runs)
  expect(said(runs)).toEqual(['user: hello', 'assistant: Wait.', 'assistant: 259200 s later'])
  expect(runs.engine.wakeAt()).toBeNull()
})

it('a run that waits does not keep its session from going on', async () => {
  const runs = begin(
    new Drawing()
      .trigger('chat-message')
      .next('branch', { conditions: [{ name: 'Later', when: 'input.content == "later"' }] }, 'later')
      .next('wait', { amount: 1, unit: 'hours' })
      .next('reply', { text: 'late' })
      .from(['branch', 'else'])
      .next('reply', { text: 'now' }),
  )
  expect((await runs.say('later')).state).toBe('waiting')
  expect((await runs.say('now')).reply).toBe('now')
  runs.pass(hourMs)
  await quiet(runs)
  expect(said(runs)).toEqual(['user: later', 'user: now', 'assistant: now', 'assistant: late'])
})

it('what does not depend on a wait goes on meanwhile', async () => {
  const runs = begin(
    new Drawing()
      .trigger('chat-message')
      .next('wait', { amount: 1, unit: 'hours' })
      .next('reply', { text: 'late' })
      .from(['chat_message', 'out'])
      .next('reply', { text: 'at once' }),
  )
  expect(await runs.say('hello')).toMatchObject({ state: 'waiting', reply: 'at once' })
})

const payment = () =>
  new Drawing()
    .trigger('chat-message')
    .next('wait', { for: 'event', event: 'paid', match: 'event.payload.id == input.content', amount: 1, unit: 'days' })
    .next('reply', { text: 'Got {{ wait.event.payload.sum }}.' })
    .from(['wait', 'timeout'])
    .next('reply', { text: 'Too late.' })

it('an event wakes the runs that it matches, and no others', async () => {
  const runs = begin(payment())
  await runs.say('a', { session: 'a' })
  await runs.say('b', { session: 'b' })
  expect(runs.engine.deliver('paid', { id: 'a', sum: 5 })).toBe(2)
  await quiet(runs)
  expect(said(runs, 'a')).toContain('assistant: Got 5.')
  expect(said(runs, 'b')).toEqual(['user: b'])
  expect(runs.stores.waits.signalled()).toEqual([])
  runs.pass(24 * hourMs)
  await quiet(runs)
  expect(said(runs, 'b')).toContain('assistant: Too late.')
})

it('an event that was taken is not lost when the runtime stops before it has looked at it', async () => {
  const runs = begin(payment())
  await runs.say('a')
  runs.engine.deliver('paid', { id: 'a', sum: 7 })
  runs.restart()
  await quiet(runs)
  expect(said(runs)).toContain('assistant: Got 7.')
})

it('a condition is looked at again when a variable changes', async () => {
  const runs = begin(
    new Drawing()
      .trigger('chat-message')
      .next('wait', {
        for: 'condition',
        condition: 'has(tenant.vars.open) && tenant.vars.open',
        amount: 1,
        unit: 'days',
      })
      .next('reply', { text: 'Open!' })
      .trigger('webhook')
      .next('set', { scope: 'tenant', values: [{ name: 'open', value: 'true' }] }),
  )
  expect((await runs.say('hello')).state).toBe('waiting')
  await runs.fire({ kind: 'event', event: 'open', payload: null }, { session: 'other' })
  await quiet(runs)
  expect(said(runs)).toContain('assistant: Open!')
})

const approval = (atDeadline: string) =>
  new Drawing()
    .trigger('chat-message')
    .next('approval', {
      question: 'Really {{ input.content }}?',
      people: ['Boss@example.com'],
      atDeadline,
      deadlineHours: 2,
    })
    .from(['approval', 'approved'])
    .next('reply', { text: 'yes by {{ approval.person }}: {{ approval.note }}' })
    .from(['approval', 'denied'])
    .next('reply', { text: 'no: {{ approval.note }}' })

const decide = (runs: ScriptedRuns, decision: 'approve' | 'deny', note = '') => {
  const [open] = runs.stores.waits.approvals(10)
  runs.engine.decide({ type: 'approval-decided', id: open?.id ?? '', decision, person: 'boss@example.com', note })
}

it('a person decides once, however often the decision comes', async () => {
  const runs = begin(approval('deny'))
  await runs.say('go')
  const [open] = runs.stores.waits.approvals(10)
  expect(open).toMatchObject({ question: 'Really go?', people: ['boss@example.com'], subject: null })
  decide(runs, 'approve', 'fine')
  decide(runs, 'deny')
  await quiet(runs)
  expect(said(runs)).toEqual(['user: go', 'assistant: yes by boss@example.com: fine'])
  expect(runs.stores.waits.approvals(10)).toEqual([])
})

it.each([
  ['deny', 'no: Nobody decided in time.'],
  ['approve', 'yes by : Nobody decided in time.'],
])('at its deadline a question is answered as drawn: %s', async (atDeadline, expected) => {
  const runs = begin(approval(atDeadline))
  await runs.say('go')
  runs.pass(2 * hourMs + minuteMs)
  await quiet(runs)
  expect(said(runs)).toContain(`assistant: ${expected}`)
})

it('items of a loop wait side by side', async () => {
  const runs = begin(
    new Drawing()
      .trigger('chat-message')
      .next('loop', { over: '["a", "b", "c"]', atOnce: 2, collect: 'approval.decision' }, 'each')
      .next('approval', { question: '{{ loop_1.item }}?' })
      .from(['loop_1', 'done'])
      .next('reply', { text: '{{ loop_1.results }}' }),
  )
  await runs.say('go')
  expect(runs.stores.waits.approvals(10).map(({ question }) => question)).toEqual(['a?', 'b?', 'c?'])
  decide(runs, 'approve')
  await quiet(runs)
  decide(runs, 'deny')
  await quiet(runs)
  decide(runs, 'approve')
  await quiet(runs)
  expect(said(runs)).toContain('assistant: ["approve","deny","approve"]')
})

it('a version that is let go of ends what still waits on it, and says so', async () => {
  const drawing = approval('deny')
  drawing.document = { ...drawing.document, policy: { sessions: 'finish', drainHours: 1 } }
  const runs = begin(drawing)
  const driven = await runs.say('go')
  const { bundle } = compileForTest(new Drawing().trigger('chat-message').next('reply').document)
  runs.activate(bundle)
  runs.pass(90 * minuteMs)
  expect(runs.held.letGo()).toHaveLength(1)
  runs.pass(hourMs)
  await quiet(runs)
  expect(runs.stores.runs.find(driven.record.id)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } })
})

it('a schedule fires once for each time, also when the runtime was not there', async () => {
  const runs = begin(
    new Drawing()
      .trigger('schedule', { cron: '0 * * * *', missed: 'run-once' })
      .next('reply', { text: 'm{{ input.missed }}' }),
  )
  expect(runs.engine.wakeAt()).toBe(runs.now() + hourMs)
  runs.pass(hourMs)
  runs.restart()
  await quiet(runs)
  runs.pass(5 * hourMs)
  await quiet(runs)
  runs.pass(1)
  runs.restart()
  await quiet(runs)
  const texts = runs.stores.conversations.sessions(10, null).flatMap(({ id }) => said(runs, id).slice(1))
  expect(texts.sort()).toEqual(['assistant: m0', 'assistant: m4'])
})

it('a schedule that skips leaves out what was missed', async () => {
  const runs = begin(new Drawing().trigger('schedule', { cron: '0 * * * *', missed: 'skip' }).next('reply'))
  runs.pass(hourMs + 30 * minuteMs)
  await quiet(runs)
  expect(runs.settled).toEqual([])
  runs.pass(30 * minuteMs)
  await quiet(runs)
  expect(runs.settled).toHaveLength(1)
})
