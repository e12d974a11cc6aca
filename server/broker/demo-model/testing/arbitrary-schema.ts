import fc from 'fast-check'

type Schema = Record<string, unknown>

const names = ['name', 'email', 'amount', 'status', 'items', 'due_date', 'note', 'active', 'city', 'x']

const text: fc.Arbitrary<Schema> = fc.oneof(
  fc.constant({ type: 'string' }),
  fc.record({ type: fc.constant('string'), minLength: fc.nat(30) }),
  fc.tuple(fc.nat(10), fc.nat(20)).map(([low, more]) => ({ type: 'string', minLength: low, maxLength: low + more })),
  fc
    .constantFrom('date', 'date-time', 'time', 'email', 'uri', 'uuid', 'ipv4', 'ipv6', 'hostname', 'duration', 'regex')
    .map((format) => ({ type: 'string', format })),
  fc
    .constantFrom(String.raw`^[A-Z]{2}-\d{4}$`, '^(?:a|b)+$', String.raw`\d`, '^[^ ]{3,8}$', String.raw`^\p{L}+$`)
    .map((pattern) => ({ type: 'string', pattern })),
)

const number: fc.Arbitrary<Schema> = fc.oneof(
  fc.constantFrom({ type: 'number' }, { type: 'integer' }, { type: 'number', exclusiveMinimum: 0 }),
  fc
    .tuple(fc.constantFrom('number', 'integer'), fc.integer({ min: -500, max: 500 }), fc.nat(100))
    .map(([type, minimum, room]) => ({ type, minimum, maximum: minimum + room })),
  fc
    .tuple(fc.constantFrom('number', 'integer'), fc.integer({ min: -500, max: 500 }), fc.integer({ min: 2, max: 90 }))
    .map(([type, low, room]) => ({ type, exclusiveMinimum: low, exclusiveMaximum: low + room })),
  fc
    .tuple(fc.constantFrom(0.01, 0.1, 0.25, 3, 7, 100), fc.integer({ min: -50, max: 50 }))
    .map(([multipleOf, minimum]) => ({ type: 'number', multipleOf, minimum })),
)

const options: fc.Arbitrary<Schema> = fc.oneof(
  fc
    .uniqueArray(fc.constantFrom('open', 'closed', 'urgent', 'none', 'x y'), { minLength: 1 })
    .map((list) => ({ enum: list })),
  fc.constantFrom<Schema>(
    { enum: [1, 2, 'three', null, { a: 1 }] },
    { const: 'fixed' },
    { const: { a: [1] } },
    { const: null },
  ),
  fc.constantFrom<Schema>(
    { type: 'boolean' },
    { type: 'null' },
    {},
    { type: ['string', 'null'] },
    { type: ['integer', 'boolean'] },
  ),
)

function objectOf(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const properties = fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 4 })
  return fc.tuple(properties, fc.subarray(names), fc.boolean(), fc.nat(2)).map(([known, wanted, closed, least]) => {
    const required = closed ? wanted.filter((name) => Object.hasOwn(known, name)) : wanted.slice(0, 4)
    return {
      type: 'object',
      properties: known,
      required,
      ...(closed ? { additionalProperties: false } : { minProperties: required.length + least }),
    }
  })
}

function listOf(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.oneof(
    fc.tuple(inner, fc.nat(3), fc.nat(4)).map(([items, minItems, more]) => {
      return { type: 'array', items, minItems, maxItems: minItems + more }
    }),
    inner.map((items) => ({ type: 'array', items })),
    fc.nat(8).map((minItems) => ({ type: 'array', items: { type: 'integer' }, uniqueItems: true, minItems })),
    fc.tuple(inner, inner).map((prefixItems) => ({ type: 'array', prefixItems, minItems: 2 })),
    inner.map((contains) => ({ type: 'array', contains })),
  )
}

function combined(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const tagged = fc.uniqueArray(fc.constantFrom('refund', 'question', 'order'), { minLength: 1 })
  return fc.oneof(
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    inner.map((one) => ({ anyOf: [one, { type: 'null' }] })),
    fc.tuple(tagged, inner).map(([kinds, detail]) => ({
      oneOf: kinds.map((kind) => ({
        type: 'object',
        properties: { kind: { const: kind }, [kind]: detail },
        required: ['kind', kind],
      })),
    })),
    fc.tuple(inner, inner).map(([a, b]) => ({
      allOf: [
        { type: 'object', properties: { a }, required: ['a'] },
        { properties: { b }, required: ['b'] },
      ],
    })),
    fc.tuple(number, fc.nat(20)).map(([schema, most]) => {
      return { allOf: [schema, {}], ...(most % 2 === 0 ? { title: 'x' } : {}) }
    }),
    inner.map((then) => ({
      type: 'object',
      properties: { mode: { enum: ['a', 'b'] } },
      required: ['mode'],
      if: { properties: { mode: { const: 'b' } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { properties: { extra: then }, required: ['extra'] },
      else: { properties: { other: then }, required: ['other'] },
    })),
    fc.constantFrom<Schema>(
      { $ref: '#/$defs/tree' },
      { $ref: '#/$defs/chain' },
      { $ref: '#/$defs/sum' },
      { $ref: '#who' },
    ),
    fc.constantFrom<Schema>(
      { type: 'string', not: { const: '' } },
      { type: 'integer', not: { enum: [0, 1] } },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], dependentRequired: { a: ['b'] } },
    ),
  )
}

const $defs = {
  tree: {
    type: 'object',
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
    required: ['name', 'children'],
  },
  chain: {
    type: 'object',
    properties: { at: { type: 'integer', minimum: 3 }, next: { anyOf: [{ $ref: '#/$defs/chain' }, { type: 'null' }] } },
    required: ['at', 'next'],
  },
  sum: {
    oneOf: [
      {
        type: 'object',
        properties: { left: { $ref: '#/$defs/sum' }, right: { $ref: '#/$defs/sum' } },
        required: ['left', 'right'],
      },
      { type: 'number' },
    ],
  },
  who: { $anchor: 'who', type: 'object', properties: { name: { type: 'string', minLength: 1 } }, required: ['name'] },
}

/** Schemas that something fits, with definitions that hold themselves. */
export function arbitrarySchema(): fc.Arbitrary<Schema> {
  const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      text,
      number,
      options,
      objectOf(tie('schema')),
      listOf(tie('schema')),
      combined(tie('schema')),
    ),
  }))
  return schema.map((inner) => ({ ...inner, $defs }))
}

const phrases = [
  'My name is Dana and I live in Oslo.',
  'The amount is $25k, due 2026-03-31.',
  'Write to dana@acme.example, order AB-1234.',
  'It is urgent, please close it!',
  'Items: apples, pears and plums.',
  '- first refund\n- second question',
  'yes',
  '{"a": 1}',
  'https://acme.example/x',
]

export const arbitraryText = fc.oneof(
  fc.array(fc.constantFrom(...phrases), { maxLength: 5 }).map((list) => list.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

const keywords = (
  'type const enum anyOf oneOf allOf not if then else properties required items prefixItems additionalProperties ' +
  'patternProperties propertyNames minItems maxItems uniqueItems contains minLength maxLength pattern format minimum ' +
  'maximum exclusiveMinimum multipleOf $ref $defs default description dependentRequired minProperties __proto__'
).split(' ')

/** JSON that looks like a schema and is none. */
export const arbitraryNonsense: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('#', '#/$defs/a', 'object', 'string', 'array', 'integer', '^a+$', '(', 'date', -1, 1e308),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keywords), tie('node'), { maxKeys: 5 }),
  ),
})).node
