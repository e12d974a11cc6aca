import { reply } from '@/domain/blueprint/block-kinds/reply'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { defineRunner } from '../define-runner'

export const replyRunner = defineRunner(reply, (config) => {
  const text = parseTemplate(config.text)
  return {
    async run({ scope }) {
      const rendered = renderTemplate(text, scope)
      return { port: 'out', output: { text: rendered }, reply: rendered }
    },
  }
})
