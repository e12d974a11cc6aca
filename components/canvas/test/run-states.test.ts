import { expect, it } from 'vitest'
import { emptyDocument } from '@/domain/blueprint/document'
import { addBlock } from '@/domain/blueprint/operations'
import type { Trace, TraceStep } from './preview-address'
import { blockRuns, durationWords, shortDigest, tokenWords } from './run-states'
import { fireableTriggers } from './triggers'

const step = (place: string, state: TraceStep['state'] = 'ended', more: Partial<TraceStep> = {}): TraceStep => ({
  step: place,
  kind: 'reply',
  label: place,
  state,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: state === 'ended' ? '2026-01-01T00:00:00.120Z' : null,
  port: null,
  tries: 1,
  error: null,
  inputTokens: 0,
  outputTokens: 0,
  ...more,
})
const trace = (...steps: TraceStep[]): Trace => ({
  id: 'r',
  session: 's',
  drawing: null,
  state: 'running',
  error: null,
  steps,
})
function drawing(...kinds: string[]) {
  const ids: string[] = []
  let document = emptyDocument()
  for (const kind of kinds) {
    const added = addBlock(document, kind)
    document = added.document
    ids.push(added.id)
  }
  return { document, ids }
}

it('blocks light up in the order in which they began', () => {
  const { document, ids } = drawing('chat-message', 'reason', 'reply')
  const [chat = '', think = ''] = ids
  const runs = blockRuns(document, trace(step(chat), step(think, 'running')))
  expect([...runs].map(([id, run]) => [id, run.order, run.state])).toEqual([
    [chat, 1, 'ended'],
    [think, 2, 'running'],
  ])
})

it('a block in a loop shows the worst of its times, and all of them', () => {
  const { document, ids } = drawing('loop', 'reply')
  const [loop = '', reply = ''] = ids
  const places = [0, 1, 2].map((item) => `${loop}[${item}]/${reply}`)
  const steps = [step(places[0] ?? ''), step(places[1] ?? '', 'failed'), step(places[2] ?? '')]
  const run = blockRuns(document, trace(step(loop, 'running'), ...steps)).get(reply)
  expect(run).toMatchObject({ state: 'failed', order: 2 })
  expect(run?.steps).toHaveLength(3)
})

it('what runs inside a subflow lights the block that calls it', () => {
  const { document, ids } = drawing('subflow', 'reply')
  const [call = '', reply = ''] = ids
  const runs = blockRuns(document, trace(step(call, 'running'), step(`${call}/${reply}`)))
  expect([...runs.keys()]).toEqual([call])
})

it('a block that was drawn away since is left out', () => {
  expect(blockRuns(emptyDocument(), trace(step('gone'))).size).toBe(0)
})

it('times and tokens are said in words', () => {
  expect(durationWords(step('a'))).toBe('120 ms')
  expect(durationWords(step('a', 'running'))).toBeNull()
  expect(tokenWords(step('a', 'ended', { inputTokens: 3, outputTokens: 4 }))).toBe('7 tokens')
  expect(tokenWords(step('a'))).toBeNull()
  expect(shortDigest(`sha256:${'ab'.repeat(32)}`)).toBe('abababab')
})

it('everything that starts a run without a message can be fired', () => {
  const { document, ids } = drawing('chat-message', 'webhook', 'schedule', 'email-received', 'skill-event', 'reply')
  const fireable = fireableTriggers(document)
  expect(fireable.map(({ block }) => block)).toEqual(ids.slice(1, 5))
  expect(fireable.filter(({ event }) => event === null).map(({ block }) => block)).toEqual([ids[2]])
  for (const { event, sample } of fireable) if (event !== null) expect(() => JSON.parse(sample)).not.toThrow()
})
