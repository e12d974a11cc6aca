import { expect, test } from 'vitest'
import type { PolicyRule } from '../../policy/rule'
import { type BlueprintDocument, emptyDocument } from '../document'
import { parseDocument } from '../parse'
import { policyProblems } from './policy'

const rule: PolicyRule = { name: 'No mail at night', effect: 'deny', when: 'skill == "email" && time.hour > 20' }

function withRule(part: Partial<PolicyRule>): BlueprintDocument {
  return { ...emptyDocument(), policy: { sessions: 'finish', rules: [rule, { ...rule, ...part }] } }
}

test('a rule that can be read has no problem', () => {
  expect(policyProblems(withRule({ effect: 'ask', people: ['boss@example.com'], timeZone: 'Europe/Berlin' }))).toEqual(
    [],
  )
})

test.each([
  [{ name: ' ' }, 'policy.rules.1.name', 'Rule 2: it needs a name.'],
  [{ when: '' }, 'policy.rules.1.when', 'empty'],
  [{ when: 'skil == "email"' }, 'policy.rules.1.when', 'cannot read `skil`'],
  [{ when: '"text"' }, 'policy.rules.1.when', 'must be true or false'],
  [{ timeZone: 'Nowhere' }, 'policy.rules.1.timeZone', 'not a time zone'],
  [
    { effect: 'ask' as const, people: ['boss@example.com', 'boss'] },
    'policy.rules.1.people.1',
    'not an e-mail address',
  ],
])('%j is told where it stands', (part, field, words) => {
  expect(policyProblems(withRule(part))).toMatchObject([{ at: { field }, message: expect.stringContaining(words) }])
})

test('a draft with a half-written rule can be saved', () => {
  const draft = withRule({ name: '', when: '', effect: 'ask', people: ['bo'] })
  expect(parseDocument(draft)).toEqual(draft)
})
