import { expect, it } from 'vitest'
import { type PolicyCall, preparePolicy } from './decide'
import type { PolicyRule } from './rule'

const call: PolicyCall = {
  skill: 'email',
  action: 'send',
  args: { to: 'a@example.com' },
  tenant: { id: '1', slug: 'acme', name: 'Acme' },
  slots: { plan: 'free' },
  counters: { hour: 3, day: 9 },
}
const rule = (effect: PolicyRule['effect'], when: string, more: Partial<PolicyRule> = {}): PolicyRule => {
  return { name: `${effect} ${when}`, effect, when, ...more }
}
const at = new Date('2026-11-25T08:30:00Z')
const effectOf = (...rules: PolicyRule[]) => preparePolicy(rules).decide(call, at).effect

it('the first rule that applies decides; none: allowed', () => {
  expect(effectOf()).toBe('allow')
  expect(effectOf(rule('deny', 'skill == "slack"'))).toBe('allow')
  expect(effectOf(rule('allow', 'skill == "email"'), rule('deny', 'true'))).toBe('allow')
  expect(effectOf(rule('deny', 'slots.plan == "free" && counters.hour >= 3'), rule('allow', 'true'))).toBe('deny')
})

it('a rule that cannot be asked about this call lets nothing through', () => {
  const verdict = preparePolicy([rule('allow', 'args.amount < 10')]).decide(call, at)
  expect(verdict).toMatchObject({ effect: 'deny', rule: 'allow args.amount < 10' })
})

it('time is told in the zone of the rule', () => {
  expect(effectOf(rule('deny', 'time.hour == 9', { timeZone: 'Europe/Berlin' }))).toBe('deny')
  expect(effectOf(rule('deny', 'time.hour == 9'))).toBe('allow')
})

it('a rule that asks names who may answer', () => {
  const people = ['boss@example.com']
  expect(preparePolicy([rule('ask', 'true', { people })]).decide(call, at)).toMatchObject({ effect: 'ask', people })
})

it('a rule that is not CEL is refused when it is read', () => {
  expect(() => preparePolicy([rule('deny', 'skill ==')])).toThrow(/cannot be read/)
})
