import { extract } from '@/domain/blueprint/block-kinds/extract'
import { extractJsonSchema, extractValueSchema } from '@/domain/blueprint/block-kinds/extract-fields'
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
  const answerSchema = { name: 'extraction', schema: extractJsonSchema(config.fields) }
  const values = extractValueSchema(config.fields)

  const ask = (context: BlockContext, messages: ChatMessage[]) =>
    context.ask({ model: config.model, messages, answerSchema })

  const read = (answer: string) => {
    const json = parseJson(withoutFence(answer))
    if (json === undefined) return { data: null, wrong: 'The answer is not JSON.' }
    const result = values.safeParse(json)
    if (result.success) return { data: result.data, wrong: '' }
    return {
      data: null,
      wrong: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    }
  }

  return async (context) => {
    const messages = promptMessages(
      `${renderTemplate(instructions, context.scope)}\n\n${rule}`,
      [],
      renderTemplate(prompt, context.scope),
    )
    const answer = await ask(context, messages)
    const first = read(answer)
    if (first.data !== null) return { port: 'out', output: { data: first.data } }
    const repaired = read(
      await ask(context, [
        ...messages,
        { role: 'assistant', content: answer },
        {
          role: 'user',
          content: `That does not fit: ${first.wrong} Answer again with the corrected JSON object alone.`,
        },
      ]),
    )
    if (repaired.data !== null) return { port: 'out', output: { data: repaired.data } }
    throw new BulkheadError('bad-input', `the fields could not be filled from the text (${repaired.wrong})`)
  }
})

/** Models without structured outputs like to wrap JSON in a Markdown fence. */
function withoutFence(answer: string): string {
  return /^\s*```(?:json)?\s*([\s\S]*?)```\s*$/.exec(answer)?.[1] ?? answer
}
