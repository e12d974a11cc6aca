import { describe, expect, it } from 'vitest'
import { subflowKey } from './block-kinds/subflow'
import type { BlueprintDocument, Slot } from './document'
import { isError, lint } from './lint'
import { canConnect, setSlot } from './operations'
import { bodiesOf, regionOf } from './regions'
import { checkSubflows, type SubflowSource } from './subflows'
import { compileForTest } from './testing/compile-for-test'
import { Drawing } from './testing/draw'

const codesOf = (document: BlueprintDocument) => lint(document).map(({ code }) => code)
const errorsOf = (document: BlueprintDocument) => lint(document).filter(isError)
const slot = (type: Slot['type'], more: Partial<Slot> = {}): Slot => {
  return { type, label: 'A slot', owner: 'tenant', required: false, ...more }
}

describe('loops', () => {
  const nested = new Drawing()
    .trigger('webhook')
    .next('loop', { over: 'input.payload' }, 'each')
    .next('loop', { over: 'loop_1.item', collect: 'template.text' }, 'each')
    .next('template', { text: '{{ loop_2.item }}' })
    .from(['loop_2', 'done'])
    .next('set', { values: [{ name: 'inner', value: 'loop_2.results' }] })
    .from(['loop_1', 'done'])
    .next('reply', { text: '{{ loop_1.results }}' }).document

  it('a body is what its port leads to; of nested loops the inner one holds a block', () => {
    const bodies = bodiesOf(nested)
    expect([...(bodies.get('loop_1') ?? [])].sort()).toEqual(['loop_2', 'set', 'template'])
    expect(regionOf(bodies, 'template')).toBe('loop_2')
    expect(regionOf(bodies, 'set')).toBe('loop_1')
    expect(regionOf(bodies, 'reply')).toBeUndefined()
    expect(errorsOf(nested)).toEqual([])
    const regions = compileForTest(nested).bundle.steps.map(({ id, region }) => [id, region ?? null])
    expect(Object.fromEntries(regions)).toMatchObject({ template: 'loop_2', set: 'loop_1', loop_1: null, reply: null })
  })

  it('nothing but the loop may lead into its body, neither when it is drawn nor when it is linted', () => {
    const into = { block: 'template', port: 'in' }
    expect(canConnect(nested, { block: 'webhook', port: 'out' }, into)).toMatchObject({ ok: false })
    expect(canConnect(nested, { block: 'loop_1', port: 'done' }, into)).toMatchObject({ ok: false })
    const edge = { from: { block: 'webhook', port: 'out' }, to: into }
    const forced = { ...nested, edges: { ...nested.edges, 'webhook.out>template.in': edge } }
    expect(codesOf(forced)).toContain('body-entered')
  })

  it('what is inside cannot be read after the loop', () => {
    const after = new Drawing()
      .trigger('webhook')
      .next('loop', { over: 'input.payload' }, 'each')
      .next('template', { text: 'x' })
      .from(['loop_1', 'done'])
      .next('reply', { text: '{{ template.text }}' }).document
    expect(codesOf(after)).toContain('not-upstream')
  })
})

describe('secrets', () => {
  const calling = (value: string, body = 'x') =>
    setSlot(
      new Drawing()
        .trigger('chat-message')
        .next('call-webhook', { url: 'https://api.example.com/a', body, headers: [{ name: 'X-Key', value }] })
        .next('reply').document,
      'api_key',
      slot('secret', { required: true }),
    )

  it('may be the whole value of a header, and nothing else', () => {
    expect(errorsOf(calling('{{ slots.api_key }}'))).toEqual([])
    expect(codesOf(calling('Bearer {{ slots.api_key }}'))).toContain('secret-in-text')
    expect(codesOf(calling('x', '{{ slots.api_key }}'))).toContain('secret-in-text')
  })

  it('are in no bundle; the manifest names them and the addresses that they may go to', () => {
    const document = calling('{{ slots.api_key }}')
    const { bundle, payload } = compileForTest(document, { api_key: true })
    expect(bundle.slots).toEqual({})
    expect(bundle.manifest).toMatchObject({
      secrets: { api_key: ['https://api.example.com'] },
      origins: ['https://api.example.com'],
      skills: { webhook: ['post'] },
    })
    expect(payload).not.toContain('in the open')
    expect(() => compileForTest(document)).toThrow(/required and has no value/)
    expect(() => compileForTest(document, { api_key: 'in the open' })).toThrow(/is a secret/)
  })

  it('cannot have a default', () => {
    const document = setSlot(calling('x'), 'api_key', slot('secret', { default: 'sk-1' }))
    expect(
      errorsOf(document)
        .map(({ message }) => message)
        .join(),
    ).toContain('cannot have a default')
  })
})

describe('slots', () => {
  const withSlot = (name: string, of: Slot) =>
    setSlot(new Drawing().trigger('chat-message').next('reply').document, name, of)

  it.each([
    ['tone', slot('text', { maxChars: 3 }), 'loud', /may hold 3 characters/],
    ['tone', slot('prompt', { minChars: 5 }), 'loud', /at least 5/],
    ['share', slot('number', { max: 1, default: 0 }), 2, /1 or less/],
    ['share', slot('number', { min: 1, default: 1 }), 0, /1 or more/],
    ['flag_new', slot('boolean'), 'yes', /on or off/],
  ])('%s: a value outside of its limits is refused', (name, of, value, why) => {
    expect(() => compileForTest(withSlot(name, of), { [name]: value })).toThrow(why)
  })

  it('a limit or a flag of a known name has its type', () => {
    expect(codesOf(withSlot('flag_new', slot('text')))).toContain('bad-slot')
    expect(codesOf(withSlot('limit_tokens_per_day', slot('boolean')))).toContain('bad-slot')
    const limited = withSlot('limit_tokens_per_day', slot('number', { default: 0 }))
    expect(compileForTest(limited).bundle.manifest.limits).toEqual({})
    expect(compileForTest(limited, { limit_tokens_per_day: 500 }).bundle.manifest.limits).toEqual({ tokensPerDay: 500 })
  })

  it('a model may be a slot: each tenant’s manifest names its own', () => {
    const drawn = new Drawing()
      .trigger('chat-message')
      .next('reason', { model: '{{ slots.model }}' })
      .next('reply').document
    const document = setSlot(drawn, 'model', slot('model', { default: 'gpt-x' }))
    expect(compileForTest(document).bundle.manifest.models).toEqual(['gpt-x'])
    expect(compileForTest(document, { model: 'mistral' }).bundle.manifest.models).toEqual(['mistral'])
  })
})

it('rules that cannot be read are found while drawing', () => {
  const { document } = new Drawing().trigger('chat-message').next('reply')
  const ruled = (when: string) => {
    const rules = [{ name: 'R', effect: 'deny' as const, when }]
    return codesOf({ ...document, policy: { sessions: 'finish', rules } })
  }
  expect(ruled('skill == "email" && counters.hour > 3')).not.toContain('bad-rule')
  expect(ruled('skill ==')).toContain('bad-rule')
  expect(ruled('input.content == "x"')).toContain('bad-rule')
})

describe('subflows', () => {
  const id = (number: number) => `00000000-0000-4000-8000-0000000000a${number}`
  const calls = (...targets: number[]): BlueprintDocument => {
    const drawing = new Drawing().trigger('called')
    for (const target of targets) drawing.next('subflow', { target: { blueprint: id(target), version: 1 }, inputs: [] })
    return drawing.next('return').document
  }
  const source = (number: number, document: BlueprintDocument): [string, SubflowSource] => {
    const of = { blueprint: id(number), version: 1 }
    return [subflowKey(of), { ...of, name: `B${number}`, document }]
  }
  const root = (document: BlueprintDocument) => ({ blueprint: id(0), name: 'Root', document })

  it('a circle is named, however long', () => {
    const sources = new Map([source(1, calls(2)), source(2, calls(0)), source(0, calls(1))])
    expect(() => checkSubflows(root(calls(1)), sources)).toThrow('"Root" → "B1" → "B2" → "B0"')
  })

  it('the same version may be called twice, and is in the bundle once', () => {
    const sources = new Map([source(1, calls())])
    const drawing = new Drawing()
      .trigger('chat-message')
      .next('subflow', { target: { blueprint: id(1), version: 1 }, inputs: [] })
      .next('subflow', { target: { blueprint: id(1), version: 1 }, inputs: [] })
      .next('reply')
    const { bundle } = compileForTest(drawing.document, {}, sources)
    expect(Object.keys(bundle.subflows ?? {})).toEqual([`${id(1)}@1`])
  })

  it('calls that go too deep, and versions that cannot be called, are refused', () => {
    const deep = new Map([1, 2, 3, 4, 5, 6].map((number) => source(number, calls(number + 1))))
    deep.set(...source(7, calls()))
    expect(() => checkSubflows(root(calls(1)), deep)).toThrow(/more than 5 deep/)
    const plain = new Drawing().trigger('chat-message').next('reply').document
    expect(() => checkSubflows(root(calls(1)), new Map([source(1, plain)]))).toThrow(/cannot be called/)
  })

  it('what a subflow reaches is in the caller’s manifest', () => {
    const sending = new Drawing()
      .trigger('called')
      .next('send', { skill: 'slack', action: 'post_message', inputs: { channel: 'c', text: 't' } })
      .next('return').document
    const drawing = new Drawing()
      .trigger('chat-message')
      .next('subflow', { target: { blueprint: id(1), version: 1 }, inputs: [] })
      .next('reply')
    const { manifest } = compileForTest(drawing.document, {}, new Map([source(1, sending)])).bundle
    expect(manifest.skills).toEqual({ slack: ['post_message'] })
  })
})
