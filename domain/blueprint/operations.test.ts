import { describe, expect, test } from 'vitest'
import { BulkheadError } from '../errors'
import { describeChange, diff } from './diff'
import { type BlueprintDocument, emptyDocument, type Handling } from './document'
import { copyFragment, duplicateBlocks, parseFragment, pasteFragment } from './fragment'
import { lint } from './lint'
import * as operations from './operations'

const {
  addBlock,
  canConnect,
  connect,
  removeBlocks,
  renameBlock,
  setConfig,
  setHandling,
  setPolicy,
  setRuntime,
  setSlot,
} = operations

const end = (block: string, port = 'out') => ({ block, port })
const into = (block: string) => ({ block, port: 'in' })

function drawing(): BlueprintDocument {
  let document = emptyDocument()
  for (const kind of ['chat-message', 'decide', 'reason', 'reply']) document = addBlock(document, kind).document
  document = setConfig(document, 'reply', { text: '{{ reason.text }} ({{ decide.branch }})' })
  document = connect(document, end('chat_message'), into('decide'))
  document = connect(document, end('decide', 'question'), into('reason'))
  document = connect(document, end('decide', 'other'), into('reply'))
  return connect(document, end('reason'), into('reply'))
}

describe('adding', () => {
  test('gives a free id and a free label', () => {
    const { document, id } = addBlock(drawing(), 'reason')
    expect(id).toBe('reason_2')
    expect(document.blocks.reason_2?.label).toBe('Reason 2')
    expect(() => addBlock(drawing(), 'teleport')).toThrow(BulkheadError)
  })
})

describe('connecting', () => {
  test.each([
    [end('reply'), into('decide'), 'circle'],
    [end('reason'), into('reason'), 'itself'],
    [end('reason'), into('chat_message'), 'starts the flow'],
    [end('reason'), into('reply'), 'already'],
    [end('reason', 'odd'), into('reply'), 'no output'],
    [end('reason', 'error'), end('reply', 'odd'), 'no input'],
    [end('gone'), into('reply'), 'no longer there'],
  ])('%j to %j is refused, with the reason', (from, to, why) => {
    const verdict = canConnect(drawing(), from, to)
    expect(verdict).toMatchObject({ ok: false, why: expect.stringContaining(why) })
    expect(() => connect(drawing(), from, to)).toThrow(BulkheadError)
  })

  test('an error path may join', () => {
    expect(canConnect(drawing(), end('reason', 'error'), into('reply'))).toEqual({ ok: true })
  })
})

describe('changing settings', () => {
  const rename = (document: BlueprintDocument, names: string[]) =>
    setConfig(document, 'decide', {
      ...document.blocks.decide?.config,
      branches: names.map((name) => ({ name, description: '' })),
    })
  const ports = (document: BlueprintDocument) =>
    Object.values(document.edges)
      .filter(({ from }) => from.block === 'decide')
      .map(({ from, to }) => `${from.port}>${to.block}`)

  test('edges follow a branch whose name is being typed, even through empty and equal names', () => {
    let document = drawing()
    for (const name of ['Questio', 'Q', '', 'O', 'Other', 'Others', 'Sales'])
      document = rename(document, [name, 'Other'])
    expect(ports(document).sort()).toEqual(['other>reply', 'sales>reason'])
  })

  test('edges go with a branch that is removed, and stay when branches change places', () => {
    expect(ports(rename(drawing(), ['Question']))).toEqual(['question>reason'])
    expect(ports(rename(drawing(), ['Other', 'Question'])).sort()).toEqual(['other>reply', 'question>reason'])
    expect(ports(rename(drawing(), ['New', 'Question', 'Other'])).sort()).toEqual(['other>reply', 'question>reason'])
  })
})

describe('fragments', () => {
  test('get fresh ids, and references inside follow them', () => {
    const { document, ids } = duplicateBlocks(drawing(), ['reason', 'reply'])
    expect(ids).toEqual({ reason: 'reason_2', reply: 'reply_2' })
    expect(document.blocks.reply_2?.config.text).toBe('{{ reason_2.text }} ({{ decide.branch }})')
    expect(document.edges['reason_2.out>reply_2.in']).toEqual({ from: end('reason_2'), to: into('reply_2') })
    expect(document.blocks.reply).toEqual(drawing().blocks.reply)
  })

  test('a whole drawing pasted into an empty one is the same drawing', () => {
    const fragment = copyFragment(drawing(), Object.keys(drawing().blocks))
    expect(pasteFragment(emptyDocument(), fragment).document).toEqual(drawing())
    expect(lint(pasteFragment(drawing(), fragment).document)).toEqual(lint(drawing()))
  })

  test('a clipboard with something else is refused', () => {
    expect(parseFragment(JSON.parse(JSON.stringify(copyFragment(drawing(), ['reply']))))).toBeDefined()
    for (const input of [null, 'text', {}, { blocks: { a: { kind: 'odd', label: 'x', config: {} } }, edges: [] }]) {
      expect(() => parseFragment(input)).toThrow(BulkheadError)
    }
  })
})

test('no edit changes the document that it was given', () => {
  const before = drawing()
  const frozen = JSON.stringify(before)
  removeBlocks(before, ['reason'])
  renameBlock(before, 'reason', 'Other')
  setRuntime(before, { memoryMb: 512 })
  operations.disconnect(before, Object.keys(before.edges))
  duplicateBlocks(before, Object.keys(before.blocks))
  expect(JSON.stringify(before)).toBe(frozen)
})

test('changes read as sentences', () => {
  let after = renameBlock(removeBlocks(drawing(), ['reply']), 'reason', 'Think')
  after = setConfig(after, 'reason', { ...after.blocks.reason?.config, model: 'gpt-x', temperature: 0.5 })
  after = setConfig(after, 'decide', {
    ...after.blocks.decide?.config,
    branches: [
      { name: 'Question', description: 'changed' },
      { name: 'Sales', description: '' },
    ],
  })
  after = setRuntime(after, { memoryMb: 512 })
  const changes = diff(drawing(), after)
  expect(
    changes.map((change) => `${change.rollout} ${change.area}: ${describeChange(change, drawing(), after)}`),
  ).toEqual([
    'live blocks: Removed “Reply” (Reply)',
    'live blocks: Changed “Branches” of “Decide”: added “Sales”; removed “Other”; changed “Question”',
    'live permissions: Changed “Model” of “Think” from “default” to “gpt-x”',
    'live blocks: Set “Temperature” of “Think” to 0.5',
    'live blocks: Renamed “Reason” to “Think”',
    'live connections: Disconnected “Decide” (Other) to “Reply”',
    'live connections: Disconnected “Reason” to “Reply”',
    'restart settings: Changed memory from 256 MB to 512 MB',
  ])
})

test('what the product does with failures, slots, rules and replaced versions reads as sentences too', () => {
  const slot = { type: 'text', label: 'Tone', owner: 'tenant', required: false } as const
  const deny = { name: 'No mail', effect: 'deny', when: 'skill == "email"' } as const
  const before = setSlot(setHandling(drawing(), 'decide', { retries: 1 }), 'tone', slot)
  let after = setHandling(before, 'reason', { retries: 2, backOffSeconds: 1, timeLimitSeconds: 30, default: 'Sorry' })
  after = setHandling(after, 'decide', undefined)
  after = setSlot(after, 'tone', { ...slot, maxChars: 80 })
  after = setPolicy(after, { drainHours: 48, rules: [deny] })
  const sentences = (a: BlueprintDocument, b: BlueprintDocument) =>
    diff(a, b).map((change) => describeChange(change, a, b))
  expect(sentences(before, after)).toEqual([
    'When “Decide” fails, it is tried once and has no default',
    'Changed what happens when “Reason” fails: 2 more tries from 1 s on, 30 s each, then a default',
    'Set the longest length of the slot “Tone” to 80',
    'Changed how long a replaced version is kept from 720 hours to 48 hours',
    'Changed the rules: added “No mail”',
  ])
  const allowed = setPolicy(after, { rules: [{ ...deny, effect: 'allow' }] })
  expect(sentences(after, allowed)).toEqual(['Changed the rules: changed “No mail”'])
})

test('what happens when a block fails is absent when nothing is said of it', () => {
  const set = setHandling(drawing(), 'reason', { retries: 0 })
  expect(set.blocks.reason?.handling).toEqual({ retries: 0 })
  expect(setHandling(set, 'reason', { retries: undefined } as unknown as Handling)).toEqual(drawing())
  expect(setHandling(set, 'reason', {})).toEqual(drawing())
})
