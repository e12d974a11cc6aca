import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort } from '../ports'
import { expressionField } from './fields'

export const loopLimits = { items: 10_000, atOnce: 20 } as const

const config = z.strictObject({
  /** CEL that gives a list. */
  over: expressionField,
  maxItems: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(loopLimits.items, `must be ${loopLimits.items} or less`),
  /** Items that are worked on at the same time. */
  atOnce: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(loopLimits.atOnce, `must be ${loopLimits.atOnce} or less`),
  /** CEL over what the body handed on: one entry of `results`. Empty: the item itself. */
  collect: z.string('must be text').max(4_000, 'may hold 4,000 characters'),
  onItemError: z.enum(['stop', 'skip']),
})

export type LoopConfig = z.infer<typeof config>

export const eachPort = { name: 'each', label: 'For each' } as const
export const donePort = { name: 'done', label: 'Done' } as const

export const loop: BlockKind<LoopConfig> = {
  kind: 'loop',
  group: 'control',
  label: 'Loop',
  summary: 'Runs the blocks below "For each" once for every item of a list.',
  help:
    'Inside, an item is {{ <this block>.item }} and its place {{ <this block>.index }} (from 0). When all are done, the ' +
    'flow goes on at "Done" with <this block>.results, one entry an item, in the order of the list. Blocks inside may ' +
    'not be entered from outside. A list longer than the limit is an error, and nothing of it is run.',
  config,
  defaults: () => ({ over: 'input.payload', maxItems: 100, atOnce: 1, collect: '', onItemError: 'stop' }),
  fields: [
    { path: 'over', label: 'List', control: 'value', placeholder: 'input.payload.orders' },
    { path: 'collect', label: 'Result of an item', control: 'value', hint: 'Read inside the loop. Empty: the item.' },
    { path: 'maxItems', label: 'Most items', control: 'number' },
    { path: 'atOnce', label: 'At the same time', control: 'number', hint: '1 keeps the order of the list.' },
    {
      path: 'onItemError',
      label: 'When an item fails',
      control: 'choice',
      options: [
        { value: 'stop', label: 'Stop the loop' },
        { value: 'skip', label: 'Go on; its result is null' },
      ],
    },
  ],
  inputs: () => [inPort],
  outputs: () => [eachPort, donePort],
  bodyPort: eachPort.name,
  failure: { main: 'results', port: donePort.name },
  values: () => [
    { path: 'item', label: 'Item (inside)' },
    { path: 'index', label: 'Place of the item (inside)' },
    { path: 'results', label: 'Results (after)' },
    { path: 'count', label: 'How many items' },
    { path: 'failed', label: 'How many items failed' },
  ],
  expressions: ({ over, collect }) => [
    { path: 'over', label: 'list', syntax: 'value', text: over },
    { path: 'collect', label: 'result of an item', syntax: 'value', text: collect, inside: true },
  ],
  uses: () => [],
  lint: () => [],
}
