import type { z } from 'zod'
import { send } from '@/domain/blueprint/block-kinds/send'
import { readJsonText } from '@/domain/blueprint/json-text'
import { parseTemplate, solePath } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import { findAction } from '@/domain/skills/catalog'
import type { SkillInput } from '@/domain/skills/skill'
import { defineRunner } from '../define-runner'
import { inputValue } from '../input-value'

type Json = z.infer<ReturnType<typeof z.json>>

export const sendRunner = defineRunner(send, ({ skill, action, inputs }) => {
  const found = findAction(skill, action)
  if (found === undefined) throw new BulkheadError('bad-input', `there is no skill action "${skill} ${action}"`)
  const prepared = Object.entries(inputs).map(([name, text]) => ({
    input: found.inputs.find((candidate) => candidate.name === name),
    name,
    value: parseTemplate(text),
    isValue: solePath(text) !== null,
  }))
  return {
    async run({ scope, effect }) {
      const args: Record<string, Json> = {}
      for (const { name, input, ...template } of prepared) {
        const value = typed(input, inputValue(template, scope))
        if (value !== undefined) args[name] = value
      }
      return { port: 'out', output: { output: await effect('call', { kind: 'skill', skill, action, args }) } }
    },
  }
})

/** A template gives text or a value; the action says what it needs. An optional input that came out empty is left out. */
function typed(input: SkillInput | undefined, value: unknown): Json | undefined {
  if (input === undefined || ((value === '' || value === null) && !input.required)) return undefined
  switch (input.type) {
    case 'json':
      return (typeof value === 'string' ? (readJsonText(value) ?? value) : value) as Json
    case 'number': {
      const number = Number(value)
      if (Number.isFinite(number)) return number
      throw new BulkheadError('bad-input', `"${input.label}" is not a number`)
    }
    case 'boolean':
      return value === true || value === 'true'
    default:
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}
