import { type Schema, Validator } from '@cfworker/json-schema'
import { BulkheadError } from '@/domain/errors'
import { findAction, findSkill } from '@/domain/skills/catalog'
import { inputSchema } from '@/domain/skills/skill'

/** An action of a skill as a model sees it. */
export type AgentTool = {
  name: string
  skill: string
  action: string
  description: string
  schema: Record<string, unknown>
  /** What is wrong with a call's arguments; null: nothing. */
  wrong: (args: unknown) => string | null
}

export type ToolChoice = { skill: string; action: string }

/** Throws `bad-input` for an action that the catalog does not have. */
export function prepareTools(choices: readonly ToolChoice[]): ReadonlyMap<string, AgentTool> {
  return new Map(choices.map(prepareTool).map((tool) => [tool.name, tool]))
}

function prepareTool({ skill, action }: ToolChoice): AgentTool {
  const found = findAction(skill, action)
  if (found === undefined) throw new BulkheadError('bad-input', `there is no skill action "${skill} ${action}"`)
  const schema = inputSchema(found)
  const validator = new Validator(schema as Schema, '2020-12', false)
  return {
    name: `${skill}_${action}`,
    skill,
    action,
    description: `${findSkill(skill)?.label ?? skill}: ${found.summary}`,
    schema,
    wrong(args) {
      const { valid, errors } = validator.validate(args)
      if (valid) return null
      // The first says only that a part does not fit.
      const reasons = errors.filter(({ keyword }) => keyword !== 'properties').map(({ error }) => error)
      return reasons.slice(0, 5).join(' ') || 'The arguments do not fit.'
    },
  }
}
