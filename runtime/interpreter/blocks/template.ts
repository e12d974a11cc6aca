import { template } from '@/domain/blueprint/block-kinds/template'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { defineRunner } from '../define-runner'

export const templateRunner = defineRunner(template, (config) => {
  const text = parseTemplate(config.text)
  return { run: async ({ scope }) => ({ port: 'out', output: { text: renderTemplate(text, scope) } }) }
})
