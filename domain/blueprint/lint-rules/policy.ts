import { z } from 'zod'
import { BulkheadError } from '../../errors'
import { ruleNames } from '../../policy/decide'
import type { PolicyRule } from '../../policy/rule'
import { parseCondition } from '../conditions'
import type { BlueprintDocument } from '../document'
import { isTimeZone } from '../now'
import type { Problem } from '../problem'

const emailAddress = z.email()

/** Rules that cannot be read, or that read what a rule does not see. */
export function policyProblems(document: BlueprintDocument): Problem[] {
  return (document.policy.rules ?? []).flatMap((rule, index) =>
    ruleMessages(rule).map(({ field, message }): Problem => {
      return {
        code: 'bad-rule',
        severity: 'error',
        message: `Rule ${rule.name.trim() === '' ? index + 1 : `"${rule.name}"`}: ${message}`,
        at: { field: `policy.rules.${index}.${field}` },
      }
    }),
  )
}

function ruleMessages(rule: PolicyRule): { field: string; message: string }[] {
  const messages: { field: string; message: string }[] = []
  if (rule.name.trim() === '') messages.push({ field: 'name', message: 'it needs a name.' })
  const people = rule.effect === 'ask' ? (rule.people ?? []) : []
  for (const [index, person] of people.entries()) {
    if (emailAddress.safeParse(person).success) continue
    messages.push({ field: `people.${index}`, message: `"${person}" is not an e-mail address.` })
  }
  if (rule.timeZone !== undefined && !isTimeZone(rule.timeZone)) {
    messages.push({ field: 'timeZone', message: `"${rule.timeZone}" is not a time zone such as Europe/Berlin or UTC.` })
  }
  try {
    const known = ruleNames.join(', ')
    for (const { name } of parseCondition(rule.when).uses) {
      if (ruleNames.some((other) => other === name)) continue
      messages.push({ field: 'when', message: `a rule cannot read \`${name}\`. There is ${known}.` })
    }
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    messages.push({ field: 'when', message: error.message })
  }
  return messages
}
