import { BulkheadError } from '@/domain/errors'
import type { SkillAction, SkillInput } from '@/domain/skills/skill'

/** Refuses arguments that the action's inputs do not describe, naming each; what is left is what the action takes. */
export function checkArguments(action: SkillAction, args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unknown = Object.keys(args).filter((name) => !action.inputs.some((input) => input.name === name))
  const problems = [
    ...unknown.map((name) => ({ path: `args.${name}`, message: `${action.label} has no input "${name}".` })),
    ...action.inputs.flatMap((input) => {
      const message = inputProblem(input, Object.hasOwn(args, input.name) ? args[input.name] : undefined)
      return message === null ? [] : [{ path: `args.${input.name}`, message }]
    }),
  ]
  if (problems.length > 0) {
    const sentences = problems.map(({ message }) => message).join(' ')
    throw new BulkheadError('bad-input', sentences, { details: { problems } })
  }
  return Object.fromEntries(
    action.inputs.filter(({ name }) => !isEmpty(args[name])).map(({ name }) => [name, args[name]]),
  )
}

function inputProblem(input: SkillInput, value: unknown): string | null {
  if (input.type === 'json') return value === undefined && input.required ? `"${input.label}" is empty.` : null
  if (isEmpty(value)) return input.required ? `"${input.label}" is empty.` : null
  switch (input.type) {
    case 'text':
    case 'long-text':
      if (typeof value !== 'string') return `"${input.label}" must be text.`
      return input.type === 'text' && /[\r\n\0]/.test(value) ? `"${input.label}" must be one line.` : null
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : `"${input.label}" must be a number.`
    case 'boolean':
      return typeof value === 'boolean' ? null : `"${input.label}" must be true or false.`
  }
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
