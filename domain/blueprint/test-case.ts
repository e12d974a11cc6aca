import { z } from 'zod'
import { blockIdSchema, portNameSchema } from './document'

/**
 * What a drawing should do, as data: something happens to it, and what it did is held against what was expected. A starter
 * has some; a blueprint may. Nothing here names a tenant or an address outside: the world is played.
 */
const line = z.string().trim().min(1, 'is empty')
const skillCallSchema = z.strictObject({ skill: z.string().max(40), action: z.string().max(40) })

/** One thing that happens. All of it is of one conversation. */
export const testStepSchema = z.union([
  z.strictObject({ say: line.max(16_000) }),
  /** As another system posts it to /v1/webhook; an e-mail is the event `email.received`. */
  z.strictObject({ event: line.max(120), payload: z.json() }),
  /** The time of a schedule block has come. */
  z.strictObject({ schedule: blockIdSchema }),
  /** A person answers the question that has waited longest. */
  z.strictObject({ decide: z.enum(['approve', 'deny']), note: z.string().max(2_000).optional() }),
  z.strictObject({ passHours: z.number().positive().max(8_760) }),
])

export const expectationSchema = z.union([
  /** Said since the last step, letter case ignored. */
  z.strictObject({ contains: line.max(500) }),
  /** A regular expression over the same text, letter case ignored. */
  z.strictObject({ matches: line.max(200).refine(isPattern, 'is not a regular expression') }),
  /** A block was left at a port: a branch was taken. */
  z.strictObject({ takes: z.strictObject({ block: blockIdSchema, port: portNameSchema }) }),
  z.strictObject({ calls: skillCallSchema.extend({ times: z.int().min(1).max(1_000).optional() }) }),
  z.strictObject({ callsNoSkill: z.literal(true) }),
  /** A block waits at the end. */
  z.strictObject({ waits: blockIdSchema }),
])

export const testCaseSchema = z.strictObject({
  name: line.max(120),
  /** What there is before; whatever is left out is as in a tenant that filled in nothing. */
  given: z
    .strictObject({
      slots: z.record(blockIdSchema, z.union([z.string().max(4_000), z.number(), z.boolean()])).optional(),
      documents: z
        .array(z.strictObject({ collection: z.string().max(40), name: line.max(200), text: z.string().max(20_000) }))
        .max(20)
        .optional(),
      /** What skills answer. An action that is not named answers {"ok": true}. */
      answers: z
        .array(skillCallSchema.extend({ output: z.json() }))
        .max(20)
        .optional(),
    })
    .optional(),
  steps: z.array(testStepSchema).min(1, 'needs at least 1 step').max(20, 'at most 20 steps'),
  expectations: z.array(expectationSchema).min(1, 'needs at least 1 expectation').max(20, 'at most 20 expectations'),
})

export type TestCase = z.infer<typeof testCaseSchema>
export type TestStep = z.infer<typeof testStepSchema>
export type Expectation = z.infer<typeof expectationSchema>

/** What happened in a case, over all of its steps; `said` since the last of them. */
export type TestOutcome = {
  said: string
  taken: readonly { block: string; port: string }[]
  calls: readonly { skill: string; action: string }[]
  waiting: readonly string[]
}

/** A sentence for each expectation that was not met. */
export function unmetExpectations({ expectations }: TestCase, outcome: TestOutcome): string[] {
  return expectations.flatMap((expectation) => unmet(expectation, outcome) ?? [])
}

function unmet(expectation: Expectation, { said, taken, calls, waiting }: TestOutcome): string | null {
  if ('contains' in expectation) {
    const { contains } = expectation
    return said.toLowerCase().includes(contains.toLowerCase())
      ? null
      : `The answer does not contain “${contains}”: ${quote(said)}`
  }
  if ('matches' in expectation) {
    const { matches } = expectation
    return new RegExp(matches, 'iu').test(said) ? null : `The answer does not match /${matches}/: ${quote(said)}`
  }
  if ('takes' in expectation) {
    const { block, port } = expectation.takes
    const left = taken.filter((one) => one.block === block).map((one) => `“${one.port}”`)
    if (left.includes(`“${port}”`)) return null
    return `“${block}” was not left at “${port}”${left.length === 0 ? ', because it did not run' : ` but at ${left.join(', ')}`}.`
  }
  if ('calls' in expectation) {
    const { skill, action, times } = expectation.calls
    const made = calls.filter((call) => call.skill === skill && call.action === action).length
    if (times === undefined ? made > 0 : made === times) return null
    return `“${skill} ${action}” was called ${made} times${times === undefined ? '' : `, not ${times}`}.`
  }
  if ('callsNoSkill' in expectation) {
    const [first] = calls
    return first === undefined ? null : `A skill was called: “${first.skill} ${first.action}”.`
  }
  return waiting.includes(expectation.waits) ? null : `“${expectation.waits}” does not wait.`
}

function quote(said: string): string {
  return said === '' ? 'nothing was said.' : `“${said.slice(0, 300)}”`
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'iu')
    return true
  } catch {
    return false
  }
}
