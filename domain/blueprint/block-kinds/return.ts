import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort } from '../ports'
import { duplicateFields } from './duplicate-names'
import { expressionField, fieldNameField } from './fields'

const config = z.strictObject({
  values: z.array(z.strictObject({ name: fieldNameField, value: expressionField })).max(50, 'at most 50 values'),
})

export type ReturnConfig = z.infer<typeof config>

export const returnValues: BlockKind<ReturnConfig> = {
  kind: 'return',
  group: 'output',
  label: 'Return',
  summary: 'Hands values back to the blueprint that called this one.',
  help:
    'The subflow block of the caller reads them as {{ <subflow>.outputs.<name> }}. When several return blocks run, later ' +
    'values of the same name take the place of earlier ones.',
  config,
  defaults: () => ({ values: [{ name: 'result', value: 'input' }] }),
  fields: [
    {
      path: 'values',
      label: 'Values',
      control: 'list',
      one: 'value',
      most: 50,
      blank: { name: 'value_{n}', value: '' },
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'value', label: 'Value', control: 'value' },
      ],
    },
  ],
  inputs: () => [inPort],
  outputs: () => [],
  failure: { main: null, port: null },
  values: ({ values }) => values.filter(({ name }) => name !== '').map(({ name }) => ({ path: name, label: name })),
  expressions: ({ values }) =>
    values.map(({ name, value }, index) => ({
      path: `values.${index}.value`,
      label: `value "${name}"`,
      syntax: 'value',
      text: value,
    })),
  uses: () => [],
  lint: ({ blockId, config: { values } }) => duplicateFields(blockId, 'values', values),
}
