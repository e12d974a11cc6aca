import { type Schema, Validator } from '@cfworker/json-schema'
import { type ExtractConfig, extract } from '@/domain/blueprint/block-kinds/extract'
import { extractJsonSchema, extractValueSchema } from '@/domain/blueprint/block-kinds/extract-fields'
import { readJsonSchema } from '@/domain/blueprint/json-text'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import { parseJson } from '../../host/parse-json'
import type { ChatMessage } from '../../models/model-client'
import type { BlockContext } from '../block-runner'
import { defineRunner } from '../define-runner'
import { promptMessages } from '../prompt-messages'

const rule =
  'Fill the fields with what the text states. What it does not state is null. Answer with the JSON object alone.'

/** A wrong answer is shown to the model once, with what is wrong; after that the block fails. */
export const extractRunner = defineRunner(extract, (config) => {
  const instructions = parseTemplate(config.instructions)
  const prompt = parseTemplate(config.prompt)
  const form = answerForm(config)

  const ask = (context: BlockContext, messages: ChatMessage[]) =>
    context.ask({ model: config.model, messages, answerSchema: { name: 'extraction', schema: form.schema } })

  const read = (answer: string): Reading => {
    const json = parseJson(withoutFence(answer))
    return json === undefined ? { wrong: 'The answer is not JSON.' } : form.check(json)
  }

  return {
    async run(context) {
      const messages = promptMessages(
        `${renderTemplate(instructions, context.scope)}\n\n${rule}`,
        [],
        renderTemplate(prompt, context.scope),
      )
      const answer = await context.memo('answer', () => ask(context, messages))
      const first = read(answer)
      if ('data' in first) return { port: 'out', output: { data: first.data } }
      const correction = `That does not fit: ${first.wrong} Answer again with the corrected JSON object alone.`
      const repaired = read(
        await ask(context, [
          ...messages,
          { role: 'assistant', content: answer },
          { role: 'user', content: correction },
        ]),
      )
      if ('data' in repaired) return { port: 'out', output: { data: repaired.data } }
      throw new BulkheadError('bad-input', `the fields could not be filled from the text (${repaired.wrong})`)
    },
  }
})

type Reading = { data: unknown } | { wrong: string }
type AnswerForm = { schema: Record<string, unknown>; check: (json: unknown) => Reading }

/** What is asked for: the block's JSON Schema, or its fields. */
function answerForm(config: ExtractConfig): AnswerForm {
  const schema = readJsonSchema(config.schema ?? '')
  if (schema !== undefined) {
    const validator = new Validator(schema as Schema, '2020-12', false)
    return {
      schema,
      check(json) {
        const { valid, errors } = validator.validate(json)
        if (valid) return { data: json }
        return {
          wrong: errors
            .slice(-5)
            .map((error) => `${error.instanceLocation}: ${error.error}`)
            .join('; '),
        }
      },
    }
  }
  const values = extractValueSchema(config.fields)
  return {
    schema: extractJsonSchema(config.fields),
    check(json) {
      const result = values.safeParse(json)
      if (result.success) return { data: result.data }
      return { wrong: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') }
    },
  }
}

/** Models without structured outputs like to wrap JSON in a Markdown fence. */
function withoutFence(answer: string): string {
  return /^\s*```(?:json)?\s*([\s\S]*?)```\s*$/.exec(answer)?.[1] ?? answer
}
