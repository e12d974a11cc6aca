import { describe, expect, test } from 'vitest'
import { BulkheadError } from '../errors'
import { type BlueprintDocument, emptyDocument } from './document'
import { lint } from './lint'
import { addBlock, connect, setConfig, setSlot } from './operations'
import { compileForTest } from './testing/compile-for-test'

/** chat_message → reason → reply. */
function simple(): BlueprintDocument {
  let document = emptyDocument()
  for (const kind of ['chat-message', 'reason', 'reply']) document = addBlock(document, kind).document
  document = setConfig(document, 'reply', { text: '{{ reason.text }}' })
  document = connect(document, { block: 'chat_message', port: 'out' }, { block: 'reason', port: 'in' })
  return connect(document, { block: 'reason', port: 'out' }, { block: 'reply', port: 'in' })
}

function withReason(config: Record<string, unknown>): BlueprintDocument {
  const document = simple()
  return setConfig(document, 'reason', { ...document.blocks.reason?.config, ...config })
}

function withEdge(document: BlueprintDocument, key: string, from: [string, string], to: [string, string]) {
  const edge = { from: { block: from[0], port: from[1] }, to: { block: to[0], port: to[1] } }
  return { ...document, edges: { ...document.edges, [key]: edge } }
}

const codes = (document: BlueprintDocument) => lint(document).map(({ code }) => code)

test('a sound drawing has no problems', () => {
  expect(lint(simple())).toEqual([])
})

describe('the flow', () => {
  test('an empty drawing asks for a trigger', () => {
    expect(lint(emptyDocument())).toMatchObject([{ code: 'missing-trigger', severity: 'error' }])
  })

  test('a trigger that starts nothing', () => {
    expect(codes(addBlock(simple(), 'webhook').document)).toEqual(['trigger-not-connected'])
  })

  test('a block that nothing leads to', () => {
    expect(lint(addBlock(simple(), 'reply').document)).toMatchObject([
      { code: 'input-not-connected', severity: 'error', at: { block: 'reply_2' } },
    ])
  })

  test('a circle names its blocks in order', () => {
    const looped = withEdge(simple(), 'reply.out>reason.in', ['reply', 'out'], ['reason', 'in'])
    expect(lint(looped)).toMatchObject([
      { code: 'cycle', message: expect.stringMatching(/"Reason" → "Reply" → "Reason"|"Reply" → "Reason" → "Reply"/) },
    ])
  })

  test('a message that is never answered', () => {
    let document = addBlock(addBlock(emptyDocument(), 'chat-message').document, 'reason').document
    document = connect(document, { block: 'chat_message', port: 'out' }, { block: 'reason', port: 'in' })
    expect(lint(document)).toMatchObject([{ code: 'no-reply', severity: 'warning', at: { block: 'chat_message' } }])
  })

  test('a branch that leads to no answer', () => {
    let document = addBlock(simple(), 'decide').document
    document = connect(document, { block: 'chat_message', port: 'out' }, { block: 'decide', port: 'in' })
    document = connect(document, { block: 'decide', port: 'question' }, { block: 'reply', port: 'in' })
    expect(lint(document)).toMatchObject([
      { code: 'dead-end', severity: 'warning', message: expect.stringContaining('"Other"'), at: { block: 'decide' } },
    ])
  })
})

describe('edges', () => {
  test('ends, ports and keys that are wrong', () => {
    const base = simple()
    expect(codes(withEdge(base, 'gone.out>reply.in', ['gone', 'out'], ['reply', 'in']))).toEqual(['edge-end-missing'])
    expect(codes(withEdge(base, 'reason.odd>reply.in', ['reason', 'odd'], ['reply', 'in']))).toEqual(['port-unknown'])
    expect(codes(withEdge(base, 'reason.out>reply.odd', ['reason', 'out'], ['reply', 'odd']))).toEqual(['port-unknown'])
    expect(codes(withEdge(base, 'x', ['reason', 'error'], ['reply', 'in']))).toEqual(['edge-key'])
    const intoTrigger = withEdge(base, 'reply.out>chat_message.in', ['reply', 'out'], ['chat_message', 'in'])
    expect(codes(intoTrigger)).toEqual(expect.arrayContaining(['port-unknown']))
  })
})

describe('settings', () => {
  test('are checked field by field, in words', () => {
    const problems = lint(withReason({ prompt: ' ', temperature: 3, extra: 1, remember: 'yes' }))
    expect(problems.map(({ at, message }) => [at.field, message])).toEqual([
      ['prompt', '"Reason": prompt is empty.'],
      ['temperature', '"Reason": temperature must be 2 or less.'],
      ['remember', '"Reason": remember must be on or off.'],
      ['extra', '"Reason": extra is not known here.'],
    ])
  })

  test('of lists say which item', () => {
    const config = { greeting: '', suggestions: ['Hi', ' '] }
    expect(lint(setConfig(simple(), 'chat_message', config))).toMatchObject([
      { message: '"Chat message": suggestion 2 is empty.', at: { block: 'chat_message', field: 'suggestions.1' } },
    ])
    const added = addBlock(simple(), 'branch', { config: { conditions: [{ name: '', when: 'true' }] } })
    const document = connect(added.document, { block: 'reason', port: 'error' }, { block: 'branch', port: 'in' })
    expect(lint(document)[0]?.message).toBe('"Branch": name of condition 1 is empty.')
  })

  test('an unknown kind is named with its block', () => {
    const document = simple()
    const block = { kind: 'teleport', label: 'Odd', config: {} }
    const odd = { ...document, blocks: { ...document.blocks, odd: block } }
    expect(lint(odd)).toMatchObject([{ code: 'unknown-kind', message: expect.stringContaining('"teleport"') }])
  })

  test('an id that expressions use for something else', () => {
    const document = simple()
    const reply = document.blocks.reply
    if (reply === undefined) throw new Error('no reply')
    let taken: BlueprintDocument = { ...document, blocks: { ...document.blocks, input: reply } }
    taken = connect(taken, { block: 'reason', port: 'out' }, { block: 'input', port: 'in' })
    expect(codes(taken)).toEqual(['reserved-id'])
  })

  test('branches that cannot be told apart, and a fallback that is none', () => {
    const added = addBlock(simple(), 'decide', {
      config: {
        model: 'default',
        instructions: '',
        prompt: 'x',
        branches: [
          { name: 'Big deal', description: '' },
          { name: 'big-deal', description: '' },
          { name: 'Error', description: '' },
        ],
        fallback: 'Other',
      },
    })
    const document = connect(added.document, { block: 'reason', port: 'error' }, { block: 'decide', port: 'in' })
    const errors = lint(document).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, at }) => [code, at.field])).toEqual([
      ['duplicate-name', 'branches.1.name'],
      ['duplicate-name', 'branches.2.name'],
      ['fallback-unknown', 'fallback'],
    ])
  })
})

describe('expressions', () => {
  const messageFor = (prompt: string, document = withReason({ prompt })) => lint(document).map(({ message }) => message)

  test.each([
    ['{{ input.content', 'bad-expression', 'never closed'],
    ['{{ 1 + }}', 'bad-expression', 'cannot be read'],
    ['{{ input.contnet }}', 'unknown-field', 'Did you mean `content`?'],
    ['{{ input.payload }}', 'unknown-field', 'gives no `input.payload`'],
    ['{{ tenant.nam }}', 'unknown-field', 'Did you mean `name`?'],
    ['{{ slots.company }}', 'unknown-slot', 'no slot `company`'],
    ['{{ reply.text }}', 'not-upstream', 'does not run before'],
    ['{{ reason.text }}', 'not-upstream', 'does not run before'],
    ['{{ chat_mesage.content }}', 'unknown-name', 'Did you mean `chat_message`?'],
  ])('%s is %s', (prompt, code, words) => {
    expect(lint(withReason({ prompt }))).toMatchObject([
      { code, severity: 'error', message: expect.stringContaining(words), at: { block: 'reason', field: 'prompt' } },
    ])
  })

  test('fields of what a block hands on', () => {
    expect(codes(setConfig(simple(), 'reply', { text: '{{ reason.txt }}' }))).toEqual(['unknown-field'])
    expect(codes(setConfig(simple(), 'reply', { text: '{{ reason.error.message }} {{ reason }}' }))).toEqual([])
  })

  test('input that only one of two triggers gives', () => {
    const added = addBlock(simple(), 'webhook')
    const document = connect(added.document, { block: 'webhook', port: 'out' }, { block: 'reason', port: 'in' })
    expect(lint(document)).toMatchObject([{ code: 'input-varies', severity: 'warning' }])
    const prompt = '{{ has(input.content) ? input.content : input.event }}'
    const guarded = setConfig(document, 'reason', { ...document.blocks.reason?.config, prompt })
    expect(lint(guarded)).toMatchObject([{ message: expect.stringContaining('`input.event`') }])
  })

  test('a condition must be able to be true or false', () => {
    const added = addBlock(simple(), 'branch', { config: { conditions: [{ name: 'Yes', when: '"text"' }] } })
    const document = connect(added.document, { block: 'reason', port: 'error' }, { block: 'branch', port: 'in' })
    expect(codes(document).filter((code) => code !== 'dead-end')).toEqual(['bad-expression'])
  })

  test('the same finding in one field is told once', () => {
    expect(messageFor('{{ slots.a }} {{ slots.a }}')).toHaveLength(1)
  })
})

describe('slots', () => {
  const slot = { type: 'text', label: 'Slot', owner: 'tenant', required: false } as const

  test.each([
    [{ ...slot, type: 'choice' as const }, 'needs at least one choice'],
    [{ ...slot, choices: ['a'] }, 'not a choice'],
    [{ ...slot, type: 'choice' as const, choices: ['a', 'a'] }, 'twice'],
    [{ ...slot, type: 'choice' as const, choices: ['a'], default: 'b' }, 'must be one of "a"'],
    [{ ...slot, type: 'number' as const }, 'give it a default'],
    [{ ...slot, default: 3 }, 'must be text'],
  ])('%j', (odd, words) => {
    expect(lint(setSlot(simple(), 'odd', odd))).toMatchObject([
      { code: 'bad-slot', at: { slot: 'odd' }, message: expect.stringContaining(words) },
    ])
  })

  test('a required slot without a value stops the compile and is named', () => {
    const document = setSlot(simple(), 'company', { ...slot, label: 'Company name', required: true })
    expect(lint(document)).toEqual([])
    const compileWith = (values: Record<string, unknown>) => () => compileForTest(document, values)
    expect(compileWith({})).toThrow(/"Company name" is required/)
    expect(compileWith({ company: '' })).toThrow(/"Company name" is required/)
    expect(compileWith({ company: 7 })).toThrow(/"Company name" must be text/)
    expect(compileWith({ company: 'Acme', unknown: 1 })().bundle.slots).toEqual({ company: 'Acme' })
  })

  test("a tenant's value stands over the default, and an empty optional slot is empty", () => {
    let document = setSlot(simple(), 'tone', { ...slot, default: 'friendly' })
    document = setSlot(document, 'loud', { ...slot, type: 'boolean' })
    document = setSlot(document, 'note', slot)
    expect(compileForTest(document).bundle.slots).toEqual({ tone: 'friendly', loud: false, note: '' })
    expect(compileForTest(document, { tone: 'formal', loud: true }).bundle.slots).toEqual({
      tone: 'formal',
      loud: true,
      note: '',
    })
  })
})

test('compile refuses what lint refuses, with the problems', () => {
  try {
    compileForTest(withReason({ prompt: '' }))
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(BulkheadError)
    expect(error).toMatchObject({ code: 'lint-failed', details: { problems: [{ code: 'bad-config' }] } })
  }
})
