import { remember } from '@/domain/blueprint/block-kinds/remember'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { defineRunner } from '../define-runner'
import { memoryNamespace } from '../memory-namespace'

export const rememberRunner = defineRunner(remember, (config) => {
  const key = parseTemplate(config.key)
  const text = parseTemplate(config.text)
  return {
    run: async (context) => {
      const output = await context.services.memories(memoryNamespace(config, context)).remember({
        id: context.key,
        key: renderTemplate(key, context.scope).trim(),
        text: renderTemplate(text, context.scope),
        at: context.now(),
      })
      return { port: 'out', output }
    },
  }
})
