import { recall } from '@/domain/blueprint/block-kinds/recall'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { defineRunner } from '../define-runner'
import { memoryNamespace } from '../memory-namespace'

export const recallRunner = defineRunner(recall, (config) => {
  const query = parseTemplate(config.query)
  return {
    run: async (context) => {
      const open = context.services.memories(memoryNamespace(config, context))
      const memories = await open.recall(renderTemplate(query, context.scope), config.limit)
      const text = memories.map((memory) => memory.text.replace(/\s+/g, ' ').trim()).join('\n')
      return { port: 'out', output: { text, memories, count: memories.length } }
    },
  }
})
