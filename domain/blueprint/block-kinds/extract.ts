import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { errorPort, errorValues, inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { extractFieldSchema, fieldTypes } from './extract-fields'
import { modelField, requiredTemplateField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  instructions: templateField,
  prompt: requiredTemplateField,
  fields: z.array(extractFieldSchema).min(1, 'needs at least 1 field').max(30, 'may have 30 fields'),
})

export type ExtractConfig = z.infer<typeof config>

export const extract: BlockKind<ExtractConfig> = {
  kind: 'extract',
  group: 'reasoning',
  label: 'Extract',
  summary: 'Turns text into fields that later blocks can use.',
  help:
    `The model reads the prompt and fills the fields (${fieldTypes.join(', ')}). Later blocks read them as ` +
    '{{ <this block>.data.<field> }}. A field that is not found is null; when it is required, the flow goes on at ' +
    '"On error".',
  configVersion: 1,
  config,
  defaults: () => ({
    model: 'default',
    instructions: '',
    prompt: '{{ input.content }}',
    fields: [{ name: 'email', type: 'email', description: "The customer's e-mail address", required: false }],
  }),
  inputs: () => [inPort],
  outputs: () => [outPort, errorPort],
  values: ({ fields }) => [
    { path: 'data', label: 'All fields' },
    ...fields.filter(({ name }) => name !== '').map(({ name }) => ({ path: `data.${name}`, label: name })),
    ...errorValues,
  ],
  expressions: ({ instructions, prompt }) => [
    { path: 'instructions', label: 'instructions', syntax: 'template', text: instructions },
    { path: 'prompt', label: 'prompt', syntax: 'template', text: prompt },
  ],
  models: ({ model }) => [{ model }],
  lint: ({ blockId, config: { fields } }) =>
    fields.flatMap((field, index) => duplicateField(blockId, fields, field.name, index)),
}

function duplicateField(block: string, fields: ExtractConfig['fields'], name: string, index: number): Problem[] {
  if (name === '' || fields.findIndex((field) => field.name === name) === index) return []
  const message = `Two fields are called "${name}": give one of them another name.`
  return [{ code: 'duplicate-name', severity: 'error', message, at: { block, field: `fields.${index}.name` } }]
}
