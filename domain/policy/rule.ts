import { z } from 'zod'

export const ruleEffects = ['allow', 'deny', 'ask'] as const

/**
 * A rule between an agent and the world: which calls it speaks of is said by its condition. A draft may hold one that is
 * half-written; lint says what it lacks.
 */
export const policyRuleSchema = z.strictObject({
  name: z.string('must be text').max(80, 'may hold 80 characters'),
  effect: z.enum(ruleEffects),
  /** CEL over `skill`, `action`, `args`, `tenant`, `slots`, `time`, `counters`. */
  when: z.string('must be text').max(4_000, 'may hold 4,000 characters'),
  /** IANA name of the zone that `time` is told in; UTC when it is left out. */
  timeZone: z.string().max(60).optional(),
  /** Who may say yes, by e-mail address, when the effect is `ask`; empty: anybody of the workspace's team. */
  people: z.array(z.string('must be text').max(320, 'may hold 320 characters')).max(20, 'at most 20 people').optional(),
})

export type PolicyRule = z.infer<typeof policyRuleSchema>
export type RuleEffect = PolicyRule['effect']
