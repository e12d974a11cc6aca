import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { requiredTemplateField } from './fields'

const config = z.strictObject({ text: requiredTemplateField })

export type TemplateConfig = z.infer<typeof config>

export const template: BlockKind<TemplateConfig> = {
  kind: 'template',
  group: 'data',
  label: 'Template',
  summary: 'Fills values into a text, without a model.',
  help: 'Values stand in double braces: Dear {{ lead.data.name }}. Later blocks read the text as {{ <this block>.text }}.',
  config,
  defaults: () => ({ text: 'Dear customer of {{ tenant.name }},' }),
  fields: [{ path: 'text', label: 'Text', control: 'template', rows: 8 }],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [{ path: 'text', label: 'Text' }],
  expressions: ({ text }) => [{ path: 'text', label: 'text', syntax: 'template', text }],
  uses: () => [],
  lint: () => [],
}
