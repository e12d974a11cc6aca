import { describe, expect, test } from 'vitest'
import { BulkheadError } from '../errors'
import { conditionNames, evaluateCondition, parseCondition } from './conditions'
import { parseExpression } from './expressions'
import { renameReferences } from './rename-references'
import { expressionNames, parseTemplate, renderTemplate, solePath } from './templates'

const context = {
  input: { content: 'Hello', payload: { total: 42.5, count: 3, tags: ['a', 'b'], note: null } },
  tenant: { id: '1', slug: 'acme', name: 'Acme' },
  slots: { company: 'Acme Inc', limit: 10 },
  triage: { text: 'ok', 'odd-key': 1 },
}

function errorOf(work: () => unknown): BulkheadError {
  try {
    work()
  } catch (error) {
    if (error instanceof BulkheadError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('rendering a template', () => {
  test.each([
    ['no braces', 'no braces'],
    ['{{ input.content }}, {{tenant.name}}!', 'Hello, Acme!'],
    ['{{ triage["odd-key"] }}', '1'],
    ['{{ input.payload.count + 1 }}', '4'],
    ['{{ input.payload.total * 2 }}', '85'],
    ['{{ input.payload.tags }}', '["a","b"]'],
    ['{{ input.payload }}', '{"total":42.5,"count":3,"tags":["a","b"],"note":null}'],
    ['{{ {"a": 1} }}', '{"a":1}'],
    ['[{{ input.payload.note }}]', '[]'],
    ['{{ "}}" }} and {{ "{{" }}', '}} and {{'],
    ['{{ input.payload.tags.map(t, t + "!") }}', '["a!","b!"]'],
    ['{{ has(other.text) ? other.text : "none" }}', 'none'],
    ['{{ input.content == "Hello" ? "yes" : "no" }}', 'yes'],
  ])('%s → %s', (template, text) => {
    expect(renderTemplate(template, context)).toBe(text)
  })

  test('a path without a value is named, without the block that asked', () => {
    const error = errorOf(() => renderTemplate('Dear {{ triage.name.first }}', context))
    expect(error.code).toBe('bad-input')
    expect(error.message).toBe('`triage.name` has no value here.')
    expect(error.details.path).toBe('triage.name')
    expect(errorOf(() => renderTemplate('{{ billing.text }}', context)).message).toBe(
      '`billing.text` has no value here.',
    )
    expect(errorOf(() => renderTemplate('{{ nothing }}', context)).message).toBe('Nothing is called `nothing` here.')
  })

  test('nothing of JavaScript can be reached', () => {
    for (const path of ['constructor', 'input.constructor', 'input.__proto__', 'toString', 'input.content.length']) {
      expect(errorOf(() => renderTemplate(`{{ ${path} }}`, context)).code).toBe('bad-input')
    }
  })

  test('output that is too long is refused', () => {
    const content = 'x'.repeat(40_000)
    const error = errorOf(() => renderTemplate('{{ input.content }}{{ input.content }}', { input: { content } }))
    expect(error.code).toBe('too-large')
  })
})

describe('parsing a template', () => {
  test.each([
    ['Hi {{ input.content', 3],
    ['{{ }}', 2],
    ['ab {{ 1 + }}', 10],
    ['{{ for }}', 3],
    ['{{ "open }}', 0],
  ])('%s says where it is broken', (template, position) => {
    const error = errorOf(() => parseTemplate(template))
    expect(error.code).toBe('bad-input')
    expect(error.details.position).toBe(position)
  })

  test('a template or an expression over its limit is refused', () => {
    expect(errorOf(() => parseTemplate('x'.repeat(32_001))).code).toBe('too-large')
    expect(errorOf(() => parseExpression('1+'.repeat(3_000).concat('1'))).code).toBe('bad-input')
    expect(errorOf(() => parseExpression('('.repeat(500) + ')'.repeat(500))).code).toBe('bad-input')
    expect(errorOf(() => parseExpression(`[${'1,'.repeat(1_900)}1]`)).code).toBe('bad-input')
  })

  test('names are the free ones, each once', () => {
    expect(expressionNames('{{ a.b }} {{ a.c + list.map(x, x + d) }} {{ has(e.f) }}')).toEqual(['a', 'list', 'd', 'e'])
    expect(conditionNames('cel.bind(x, a.b, x > c) && items.exists(i, i.n == i.m)')).toEqual(['a', 'c', 'items'])
  })

  test('knows the template that is exactly one value', () => {
    expect(solePath('{{ triage.text }}')).toEqual(['triage', 'text'])
    expect(solePath(' {{triage.text}}\n')).toEqual(['triage', 'text'])
    expect(solePath('{{ triage.text }}!')).toBeNull()
    expect(solePath('{{ triage.text + "" }}')).toBeNull()
    expect(solePath('triage.text')).toBeNull()
  })
})

describe('conditions', () => {
  test.each([
    ['input.payload.count > 2', true],
    ['input.payload.count >= slots.limit', false],
    ['input.payload.note != null && input.payload.note > 3', false],
    ['"a" in input.payload.tags', true],
    ['has(billing.text)', false],
  ])('%s is %s', (condition, answer) => {
    expect(evaluateCondition(condition, context)).toBe(answer)
  })

  test('what can never be true or false is refused', () => {
    expect(errorOf(() => parseCondition('"text"')).message).toContain('gives string')
    expect(errorOf(() => parseCondition('1 + 1')).message).toContain('gives int')
    expect(errorOf(() => evaluateCondition('input.content', context)).message).toContain('must be true or false')
    expect(errorOf(() => evaluateCondition('input.payload.note > 3', context)).code).toBe('bad-input')
  })
})

test('numbers from JSON can be counted with: every other item of a loop', () => {
  const scope = { each: { index: 3 }, n: 7.5, names: [1, 2] }
  expect(evaluateCondition('each.index % 2 == 1', scope)).toBe(true)
  expect(evaluateCondition('each.index % names.size() == 0', scope)).toBe(false)
  expect(evaluateCondition('n % each.index == 1.5', scope)).toBe(true)
  expect(evaluateCondition('7 % 2 == 1', scope)).toBe(true)
})

describe('renaming references', () => {
  const names = new Map([['reason', 'reason_2']])

  test('touches free names alone', () => {
    expect(renameReferences('reason: {{ reason.text }} {{ x.reason }} {{ "reason" }}', 'template', names)).toBe(
      'reason: {{ reason_2.text }} {{ x.reason }} {{ "reason" }}',
    )
    expect(renameReferences('list.exists(reason, reason > 1) && reason.ok', 'condition', names)).toBe(
      'list.exists(reason, reason > 1) && reason_2.ok',
    )
  })

  test('leaves a text that cannot be read as it is', () => {
    expect(renameReferences('{{ reason.text', 'template', names)).toBe('{{ reason.text')
  })
})
