import { BulkheadError } from '@/domain/errors'
import type { Skill } from '@/domain/skills/skill'
import { emailFieldProblems } from './email/email-fields'
import { httpFieldProblems } from './http/http-address'
import { slackFieldProblems } from './slack/slack-fields'

export type FieldProblem = { path: string; message: string }
export type FieldValues = Readonly<Record<string, string>>

/** What a skill's fields must be beyond being there; also run where nothing can be tried out. */
const ownChecks: Readonly<Record<string, (values: FieldValues) => FieldProblem[]>> = {
  email: emailFieldProblems,
  http: httpFieldProblems,
  slack: slackFieldProblems,
}

/** Trimmed, without what is empty. Throws `bad-input` with every field that does not fit. */
export function checkConnection(skill: Skill, given: FieldValues): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(given)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  )
  const problems = [
    ...Object.keys(values)
      .filter((name) => !skill.connection.some((field) => field.name === name))
      .map((name) => ({ path: name, message: `${skill.label} has no field "${name}".` })),
    ...skill.connection
      .filter((field) => field.required && values[field.name] === undefined)
      .map((field) => ({ path: field.name, message: `"${field.label}" is empty.` })),
    ...Object.entries(values)
      .filter(([, value]) => /[\r\n\0]/.test(value))
      .map(([name]) => ({ path: name, message: 'It must be one line.' })),
  ]
  const all = problems.length > 0 ? problems : (ownChecks[skill.name]?.(values) ?? [])
  if (all.length === 0) return values
  throw new BulkheadError('bad-input', all.map(({ message }) => message).join(' '), { details: { problems: all } })
}
