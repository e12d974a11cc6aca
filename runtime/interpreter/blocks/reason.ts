import { reason } from '@/domain/blueprint/block-kinds/reason'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { defineRunner } from '../define-runner'
import { promptMessages } from '../prompt-messages'
import { userContent } from '../user-content'

export const reasonRunner = defineRunner(reason, (config) => {
  const instructions = parseTemplate(config.instructions)
  const prompt = parseTemplate(config.prompt)
  return {
    async run(context) {
      const messages = promptMessages(
        renderTemplate(instructions, context.scope),
        config.remember ? await context.history(config.model) : [],
        await userContent(context, renderTemplate(prompt, context.scope), config.files === true),
      )
      const text = await context.ask({
        model: config.model,
        messages,
        ...(config.temperature === undefined ? {} : { temperature: config.temperature }),
        ...(config.maxOutputTokens === undefined ? {} : { maxOutputTokens: config.maxOutputTokens }),
        ...(context.stream === null ? {} : { onDelta: context.stream() }),
      })
      return { port: 'out', output: { text } }
    },
  }
})
