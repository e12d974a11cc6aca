import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { jsonSchemaProblems, schemaProperties } from '../json-text'
import { inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { duplicateFields } from './duplicate-names'
import { extractFieldSchema, fieldTypes } from './extract-fields'
import { modelSpec, promptExpressions, promptSpecs } from './field-sets'
import { jsonTextField, modelField, requiredTemplateField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  instructions: templateField,
  prompt: requiredTemplateField,
  fields: z.array(extractFieldSchema).max(30, 'may have 30 fields'),
  /** JSON Schema as text; when it is there, it takes the place of the fields. */
  schema: jsonTextField.optional(),
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
    '"On error". With a JSON Schema instead of fields, the data is whatever fits the schema.',
  config,
  defaults: () => ({
    model: 'default',
    instructions: '',
    prompt: '{{ input.content }}',
    fields: [{ name: 'email', type: 'email', description: "The customer's e-mail address", required: false }],
  }),
  fields: [
    modelSpec,
    {
      path: 'fields',
      label: 'Fields',
      control: 'list',
      one: 'field',
      most: 30,
      blank: { name: 'field_{n}', type: 'text', description: '', required: false },
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        {
          path: 'type',
          label: 'Type',
          control: 'choice',
          options: fieldTypes.map((type) => ({ value: type, label: type })),
        },
        { path: 'description', label: 'What it is', control: 'line' },
        { path: 'required', label: 'Required', control: 'switch' },
      ],
    },
    {
      path: 'schema',
      label: 'JSON Schema',
      control: 'json',
      rows: 8,
      hint: 'For what fields cannot say: lists, nested objects, ranges. Takes the place of the fields.',
    },
    ...promptSpecs('How to read the text. May stay empty.', 'The text to read.'),
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'data', port: 'out' },
  values: ({ fields, schema }) => [
    { path: 'data', label: 'All fields' },
    ...fieldNames(fields, schema).map((name) => ({ path: `data.${name}`, label: name })),
  ],
  expressions: promptExpressions,
  uses: ({ model }) => [{ kind: 'model', model }],
  lint: ({ blockId, config: { fields, schema } }) => [
    ...(fields.length === 0 && !hasText(schema) ? [noFields(blockId)] : []),
    ...duplicateFields(blockId, 'fields', fields),
    ...jsonSchemaProblems(blockId, 'schema', schema ?? ''),
  ],
}

const hasText = (text: string | undefined) => text !== undefined && text.trim() !== ''

function fieldNames(fields: ExtractConfig['fields'], schema: string | undefined): string[] {
  if (schema !== undefined && hasText(schema)) return schemaProperties(schema)
  return fields.map(({ name }) => name).filter((name) => name !== '')
}

function noFields(block: string): Problem {
  const message = 'Nothing is to be extracted: add a field, or write a JSON Schema.'
  return { code: 'bad-config', severity: 'error', message, at: { block, field: 'fields' } }
}
