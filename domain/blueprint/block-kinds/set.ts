import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { duplicateFields } from './duplicate-names'
import { expressionField, fieldNameField } from './fields'

const config = z.strictObject({
  /** Where the values are kept: for this turn, for the session, or for all sessions of the tenant. */
  scope: z.enum(['turn', 'session', 'tenant']),
  values: z
    .array(z.strictObject({ name: fieldNameField, value: expressionField }))
    .min(1, 'needs at least 1 value')
    .max(50, 'at most 50 values'),
})

export type SetConfig = z.infer<typeof config>

export const set: BlockKind<SetConfig> = {
  kind: 'set',
  group: 'data',
  label: 'Set',
  summary: 'Gives names to values, for this turn or for later ones.',
  help:
    'Values are written in CEL: input.content, 3 * lead.data.budget, "yes". Later blocks of this turn read them as ' +
    '{{ <this block>.<name> }}. Values of the session are also read by later turns as {{ session.vars.<name> }}, those of ' +
    'the tenant as {{ tenant.vars.<name> }}; a waiting turn looks at its condition again when one changes.',
  config,
  defaults: () => ({ scope: 'turn', values: [{ name: 'value', value: 'input' }] }),
  fields: [
    {
      path: 'scope',
      label: 'Kept for',
      control: 'choice',
      options: [
        { value: 'turn', label: 'This turn' },
        { value: 'session', label: 'The conversation' },
        { value: 'tenant', label: 'The tenant' },
      ],
    },
    {
      path: 'values',
      label: 'Values',
      control: 'list',
      one: 'value',
      least: 1,
      most: 50,
      blank: { name: 'value_{n}', value: '' },
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'value', label: 'Value', control: 'value' },
      ],
    },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
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
