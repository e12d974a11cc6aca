import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { outPort } from '../ports'
import { fieldNameField, lineField } from './fields'

const config = z.strictObject({
  inputs: z.array(z.strictObject({ name: fieldNameField, description: lineField })).max(30, 'at most 30 inputs'),
})

export type CalledConfig = z.infer<typeof config>

export const called: BlockKind<CalledConfig> = {
  kind: 'called',
  group: 'trigger',
  label: 'Called as a subflow',
  summary: 'Starts when another blueprint calls this one.',
  help:
    'A subflow block of another blueprint hands over the inputs; here they are read as {{ input.<name> }}. A return block ' +
    'hands values back.',
  config,
  defaults: () => ({ inputs: [{ name: 'text', description: '' }] }),
  fields: [
    {
      path: 'inputs',
      label: 'Inputs',
      control: 'list',
      one: 'input',
      most: 30,
      blank: { name: 'input_{n}', description: '' },
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'description', label: 'Description', control: 'line', placeholder: 'What it is' },
      ],
    },
  ],
  inputs: () => [],
  outputs: () => [outPort],
  failure: null,
  values: ({ inputs }) => inputs.map(({ name }) => ({ path: name, label: name })),
  expressions: () => [],
  uses: () => [],
  lint: () => [],
}
