import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { duplicateFields } from './duplicate-names'
import { expressionField, fieldNameField } from './fields'

const config = z.strictObject({
  /** TypeScript: the body of a function of `input`. */
  source: z
    .string('must be text')
    .max(64_000, 'may hold 64,000 characters')
    .refine((value) => value.trim() !== '', 'is empty'),
  inputs: z.array(z.strictObject({ name: fieldNameField, value: expressionField })).max(30, 'at most 30 inputs'),
  timeSeconds: z.number('must be a number').min(0.1, 'must be 0.1 or more').max(60, 'must be 60 or less'),
  memoryMb: z.int('must be a whole number').min(8, 'must be 8 or more').max(128, 'must be 128 or less'),
})

export type CodeConfig = z.infer<typeof config>

export const code: BlockKind<CodeConfig> = {
  kind: 'code',
  group: 'data',
  label: 'Code',
  summary: 'Runs TypeScript in a sandbox of its own.',
  help:
    'The body of a function: input holds the inputs by name, and what is returned is read as {{ <this block>.result }}. It ' +
    'runs in a fresh process without files, network, clock of the machine or anything of the agent, within its limits of ' +
    'time and memory.',
  config,
  defaults: () => ({
    source: 'const words: string[] = input.text.split(/\\s+/)\nreturn { words: words.length }',
    inputs: [{ name: 'text', value: 'input.content' }],
    timeSeconds: 5,
    memoryMb: 32,
  }),
  fields: [
    {
      path: 'inputs',
      label: 'Inputs',
      control: 'list',
      one: 'input',
      most: 30,
      blank: { name: 'input_{n}', value: '' },
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'value', label: 'Value', control: 'value' },
      ],
    },
    { path: 'source', label: 'TypeScript', control: 'code', rows: 12 },
    { path: 'timeSeconds', label: 'Most time', control: 'number', unit: 'seconds' },
    { path: 'memoryMb', label: 'Most memory', control: 'number', unit: 'MB' },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'result', port: 'out' },
  values: () => [
    { path: 'result', label: 'What it returned' },
    { path: 'log', label: 'What it logged' },
  ],
  expressions: ({ inputs }) =>
    inputs.map(({ name, value }, index) => ({
      path: `inputs.${index}.value`,
      label: `input "${name}"`,
      syntax: 'value',
      text: value,
    })),
  uses: () => [],
  lint: ({ blockId, config: { inputs } }) => duplicateFields(blockId, 'inputs', inputs),
}
