import { describe, expect, test } from 'vitest'
import { fillSchema, fillWithGaps } from './fill-schema'

const fill = (schema: unknown, text: string, instructions = '') => fillSchema(schema, { instructions, text })
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

describe('what the text states', () => {
  test('a list entry by entry, each an object', () => {
    const line = object({ name: { type: 'string' }, quantity: { type: 'integer', description: 'pieces' } })
    const text = 'I want:\n- name: apples, 3 pieces\n- name: pears, 12 pieces'
    expect(fill(object({ lines: { type: 'array', items: line } }), text)).toEqual({
      lines: [
        { name: 'apples', quantity: 3 },
        { name: 'pears', quantity: 12 },
      ],
    })
  })

  test('things that are counted', () => {
    const line = object({ product: { type: 'string' }, quantity: { type: 'integer', minimum: 1 } })
    const schema = object({ items: { type: 'array', items: line, minItems: 1 } })
    expect(fill(schema, 'Please send 3 chairs and 2 table lamps, within 5 days.')).toEqual({
      items: [
        { product: 'chairs', quantity: 3 },
        { product: 'table lamps', quantity: 2 },
      ],
    })
  })

  test('all addresses, all options that are mentioned, a list that is named', () => {
    const schema = object({
      emails: { type: 'array', items: { type: 'string', format: 'email' } },
      topics: { type: 'array', items: { enum: ['billing', 'delivery', 'sales'] } },
      tags: { type: 'array', items: { type: 'string' } },
      scores: { type: 'array', items: { type: 'number' } },
    })
    const text = 'From a@x.example to b@x.example: billing and a delivery. Tags: red, green and blue. Scores: 1, 2, 3'
    expect(fill(schema, text)).toEqual({
      emails: ['a@x.example', 'b@x.example'],
      topics: ['billing', 'delivery'],
      tags: ['red', 'green', 'blue'],
      scores: [1, 2, 3],
    })
  })

  test('the words that a pattern describes', () => {
    const reference = { type: 'string', pattern: String.raw`^[A-Z]{3}-\d{4}$` }
    expect(fill(object({ reference }), 'It is about “ABC-1234”, thank you.')).toEqual({ reference: 'ABC-1234' })
  })

  test('formats by their look', () => {
    const text = 'Meet on 2026-03-31 at 14:30, see https://acme.example/plan. From 10.0.0.7'
    const schema = object({
      at: { type: 'string', format: 'date-time' },
      link: { type: 'string', format: 'uri' },
      host: { type: 'string', format: 'ipv4' },
    })
    expect(fill(schema, text)).toEqual({
      at: '2026-03-31T14:30:00Z',
      link: 'https://acme.example/plan',
      host: '10.0.0.7',
    })
  })

  test('the variant that the text speaks of', () => {
    const variant = (kind: string, properties: Record<string, unknown>) =>
      object({ kind: { const: kind }, ...properties })
    const schema = {
      oneOf: [
        variant('question', { text: { type: 'string' } }),
        variant('refund', { amount: { type: 'number' } }),
        variant('order', { item: { type: 'string' } }),
      ],
    }
    expect(fill(schema, 'I want a refund, the amount was $20.')).toEqual({ kind: 'refund', amount: 20 })
  })

  test('through references, as deep as the text goes', () => {
    const person = object({ name: { type: ['string', 'null'] }, city: { type: ['string', 'null'] } })
    const schema = { ...object({ contact: { $ref: '#/$defs/person' } }), $defs: { person } }
    expect(fill(schema, 'My name is Dana and I live in Oslo.')).toEqual({ contact: { name: 'Dana', city: 'Oslo' } })
  })
})

describe('what the text does not state', () => {
  test('is left out, null, or the default', () => {
    const schema = object(
      { size: { enum: ['s', 'm', null] }, colour: { type: 'string', default: 'blue' }, note: { type: 'string' } },
      ['size', 'colour'],
    )
    expect(fill(schema, 'hello')).toEqual({ size: null, colour: 'blue', note: 'hello' })
    expect(fill(object({ a: { type: 'object', properties: { code: { type: 'number' } } } }, []), 'x')).toEqual({})
  })

  test('is made up only where nothing forbids it, and counts as missing', () => {
    const schema = object({ email: { type: 'string', format: 'email' } })
    expect(fill(schema, 'hello')).toEqual({ email: 'unknown@example.invalid' })
    expect(fill(schema, 'hello', 'Never invent anything.')).toEqual({ email: '' })
    expect(fillWithGaps(schema, { instructions: '', text: 'hello' }).missing).toEqual(['email'])
  })
})
