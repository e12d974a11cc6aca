import { evaluateCondition, parseCondition } from '../blueprint/conditions'
import type { Expression } from '../blueprint/expressions'
import { clockIn } from '../blueprint/now'
import { BulkheadError } from '../errors'
import type { PolicyRule, RuleEffect } from './rule'

export const ruleNames = ['skill', 'action', 'args', 'tenant', 'slots', 'time', 'counters'] as const

/** One call to the outside, as rules see it. A webhook counts as the skill `webhook` with the method as its action. */
export type PolicyCall = {
  skill: string
  action: string
  args: unknown
  tenant: { id: string; slug: string; name: string }
  slots: Readonly<Record<string, unknown>>
  /** Calls of this skill and action that this tenant has made in the last hour and the last day, this one not counted. */
  counters: { hour: number; day: number }
}

export type Verdict = { effect: RuleEffect; rule: string | null; people: readonly string[]; why: string }

export type Policy = { decide(call: PolicyCall, at: Date): Verdict }

/**
 * Reads the rules once. Throws `bad-input` when one is not a CEL condition. A rule that fails while it is asked (a field
 * that this call does not have) denies: a guard that cannot do its job lets nothing through.
 */
export function preparePolicy(rules: readonly PolicyRule[]): Policy {
  const prepared = rules.map((rule) => ({ rule, condition: parseCondition(rule.when) }))
  return {
    decide(call, at) {
      for (const { rule, condition } of prepared) {
        const applies = ask(rule, condition, call, at)
        if (applies === 'broken') {
          const why = `The rule "${rule.name}" could not be checked for this call, so it was refused.`
          return { effect: 'deny', rule: rule.name, people: [], why }
        }
        if (applies) return { effect: rule.effect, rule: rule.name, people: rule.people ?? [], why: words(rule) }
      }
      return { effect: 'allow', rule: null, people: [], why: 'No rule speaks of this call.' }
    },
  }
}

function ask(rule: PolicyRule, condition: Expression, call: PolicyCall, at: Date): boolean | 'broken' {
  try {
    const time = clockIn(at, rule.timeZone ?? 'UTC')
    return evaluateCondition(condition, { ...call, time })
  } catch (error) {
    if (error instanceof BulkheadError) return 'broken'
    throw error
  }
}

function words(rule: PolicyRule): string {
  const verb = { allow: 'allows this', deny: 'forbids this', ask: 'asks a person first' }[rule.effect]
  return `The rule "${rule.name}" ${verb}.`
}
