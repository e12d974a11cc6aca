import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { expressionField } from './fields'

const config = z.strictObject({
  /** CEL; the first that has a value here is `value`. */
  values: z.array(expressionField).min(1, 'needs at least 1 value').max(20, 'at most 20 values'),
})

export type MergeConfig = z.infer<typeof config>

export const merge: BlockKind<MergeConfig> = {
  kind: 'merge',
  group: 'control',
  label: 'Merge',
  summary: 'Brings several paths together and takes the value of the one that ran.',
  help:
    'Paths may lead together at any block; it runs once, when all paths before it have ended. A merge also picks the value: ' +
    'list one for each path, for example billing.text and technical.text. The first that is there is read as ' +
    '{{ <this block>.value }}, all that are there as <this block>.all.',
  config,
  defaults: () => ({ values: ['input'] }),
  fields: [
    {
      path: 'values',
      label: 'Values',
      control: 'list',
      one: 'value',
      least: 1,
      most: 20,
      items: [{ path: '', label: 'Value', control: 'value', placeholder: 'billing.text' }],
    },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'value', port: 'out' },
  values: () => [
    { path: 'value', label: 'Value of the path that ran' },
    { path: 'all', label: 'All values that are there' },
  ],
  expressions: ({ values }) =>
    values.map((text, index) => ({ path: `values.${index}`, label: `value ${index + 1}`, syntax: 'value', text })),
  uses: () => [],
  lint: () => [],
}
