import { describe, expect, test } from 'vitest'
import { BulkheadError } from '../errors'
import { blockKinds } from './block-kinds/registry'
import { documentLimits, emptyDocument } from './document'
import { parseDocument } from './parse'

function refusal(input: unknown): BulkheadError {
  try {
    parseDocument(input)
  } catch (error) {
    if (error instanceof BulkheadError) return error
    throw error
  }
  throw new Error('it was accepted')
}

const block = { kind: 'reply', label: 'Reply', config: {} }

describe('parsing a document', () => {
  test('accepts a draft whose blocks are half-configured', () => {
    const draft = { ...emptyDocument(), blocks: { a: { ...block, config: { text: 7, odd: [] } } } }
    expect(parseDocument(draft)).toEqual(draft)
  })

  test('names every wrong place', () => {
    const error = refusal({
      ...emptyDocument(),
      blocks: { 'Bad Id': block, a: { ...block, label: '' }, b: { kind: 'reply', label: 'B' } },
      runtime: { image: 'default', memoryMb: 1, cpus: 0.5 },
      extra: true,
    })
    expect(error.code).toBe('bad-input')
    const problems = error.details.problems as { path: string; message: string }[]
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'blocks.Bad Id',
      'blocks.a.label',
      'blocks.b.config',
      'extra',
      'runtime.memoryMb',
    ])
    expect(problems.find(({ path }) => path === 'blocks.Bad Id')?.message).toContain('must start with a letter')
  })

  test('names an unknown kind with its block', () => {
    const error = refusal({ ...emptyDocument(), blocks: { odd: { ...block, kind: 'teleport' } } })
    expect(error.message).toContain('Block "odd" is of the unknown kind "teleport"')
  })

  test('refuses what is too large, says how large, and what the limit is', () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`b${index}`, block]))
    expect(refusal({ ...emptyDocument(), blocks: many })).toMatchObject({
      code: 'too-large',
      details: { what: 'blocks', actual: 2_001, limit: 2_000 },
    })
    const text = 'é'.repeat(documentLimits.bytes / 2)
    expect(refusal({ ...emptyDocument(), blocks: { a: { ...block, config: { text } } } }).code).toBe('too-large')
  })

  test('refuses endless nesting, and things that are no JSON, without falling over', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
    const withConfig = (config: Record<string, unknown>) => ({
      ...emptyDocument(),
      blocks: { a: { ...block, config } },
    })
    expect(refusal(withConfig({ deep })).message).toContain('levels deep')
    expect(refusal(withConfig({ at: new Date(0) })).code).toBe('bad-input')
    expect(refusal(withConfig({ big: 1n })).code).toBe('bad-input')
    for (const input of [null, undefined, 1, 'x', [], {}]) expect(refusal(input).code).toBe('bad-input')
  })
})

describe('every block kind', () => {
  test.each(Object.entries(blockKinds))(
    '%s: its defaults are valid and its ports have different names',
    (name, kind) => {
      expect(kind.kind).toBe(name)
      const config = kind.defaults()
      expect(kind.config.parse(config)).toEqual(config)
      const ports = kind.outputs(config).map((port) => port.name)
      expect(new Set(ports).size).toBe(ports.length)
      expect(kind.inputs(config).map((port) => port.name)).toEqual(kind.group === 'trigger' ? [] : ['in'])
      expect(kind.help.length).toBeGreaterThan(40)
    },
  )

  test.each(Object.entries(blockKinds))('%s: can be shown however half-filled it is', (_name, kind) => {
    const odd = { branches: [null, { name: 3 }, { name: '' }, {}], conditions: 'x', fields: [1], prompt: 7, text: null }
    for (const config of [{}, odd]) {
      const ports = kind.outputs(config).map((port) => port.name)
      expect(new Set(ports).size).toBe(ports.length)
      expect(kind.expressions(config).every(({ text }) => typeof text === 'string')).toBe(true)
      expect(Array.isArray(kind.values(config))).toBe(true)
      expect(Array.isArray(kind.uses(config))).toBe(true)
    }
  })
})
