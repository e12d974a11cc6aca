import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { duplicateFields } from './duplicate-names'
import { fieldNameField, templateField } from './fields'

const config = z.strictObject({
  /** Null while none is chosen. */
  target: z.strictObject({ blueprint: z.uuid(), version: z.int().positive() }).nullable(),
  inputs: z.array(z.strictObject({ name: fieldNameField, value: templateField })).max(30, 'at most 30 inputs'),
})

export type SubflowConfig = z.infer<typeof config>

export const subflow: BlockKind<SubflowConfig> = {
  kind: 'subflow',
  group: 'control',
  label: 'Subflow',
  summary: 'Runs a version of another blueprint and goes on with what it returns.',
  help:
    'The other blueprint begins at its "Called as a subflow" block and gets the inputs. What its return block hands back ' +
    'is read as {{ <this block>.outputs.<name> }}. The version is fixed: a newer one is taken when you choose it.',
  config,
  defaults: () => ({ target: null, inputs: [{ name: 'text', value: '{{ input.content }}' }] }),
  fields: [
    { path: 'target', label: 'Blueprint', control: 'blueprint-version' },
    {
      path: 'inputs',
      label: 'Inputs',
      control: 'list',
      one: 'input',
      most: 30,
      blank: { name: 'input_{n}', value: '' },
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'value', label: 'Value', control: 'template', rows: 2 },
      ],
    },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'outputs', port: 'out' },
  values: () => [{ path: 'outputs', label: 'What it returned' }],
  expressions: ({ inputs }) =>
    inputs.map(({ name, value }, index) => ({
      path: `inputs.${index}.value`,
      label: `input "${name}"`,
      syntax: 'template',
      text: value,
    })),
  uses: () => [],
  lint: ({ blockId, config: { target, inputs } }) => [
    ...(target === null ? [missingTarget(blockId)] : []),
    ...duplicateFields(blockId, 'inputs', inputs),
  ],
}

export const subflowKey = ({ blueprint, version }: { blueprint: string; version: number }) => `${blueprint}@${version}`

function missingTarget(block: string): Problem {
  const message = 'No blueprint is chosen: choose the one to run, and its version.'
  return { code: 'bad-config', severity: 'error', message, at: { block, field: 'target' } }
}
