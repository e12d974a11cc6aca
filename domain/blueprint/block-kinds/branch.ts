import { z } from 'zod'
import type { BlockKind, PortSpec } from '../block-kind'
import { expressionLimits } from '../expressions'
import { inPort, portsFor } from '../ports'
import { duplicateNames } from './duplicate-names'
import { nameField } from './fields'

const config = z.strictObject({
  conditions: z
    .array(
      z.strictObject({
        name: nameField,
        /** CEL; the first that is true wins. */
        when: z
          .string('must be text')
          .max(expressionLimits.chars, `may hold ${expressionLimits.chars} characters`)
          .refine((value) => value.trim() !== '', 'is empty'),
      }),
    )
    .min(1, 'needs at least 1 condition')
    .max(12, 'may have 12 conditions'),
})

export type BranchConfig = z.infer<typeof config>

export const elsePort: PortSpec = { name: 'else', label: 'Else' }

/** The ports of the conditions, in the order of `config.conditions`. */
export function branchConditionPorts({ conditions }: BranchConfig): PortSpec[] {
  return portsFor(
    conditions.map((condition) => condition.name),
    [elsePort.name],
  )
}

export const branch: BlockKind<BranchConfig> = {
  kind: 'branch',
  group: 'control',
  label: 'Branch',
  summary: 'Goes one way or another by conditions, without a model.',
  help:
    'Conditions are tried from top to bottom and the first that is true decides; otherwise the flow goes on at "Else". ' +
    'Conditions are written in CEL, for example lead.data.budget != null && lead.data.budget >= 10000, or ' +
    'input.content.contains("refund").',
  config,
  defaults: () => ({ conditions: [{ name: 'Yes', when: 'input.content.contains("yes")' }] }),
  fields: [
    {
      path: 'conditions',
      label: 'Conditions',
      control: 'list',
      one: 'condition',
      least: 1,
      most: 12,
      blank: { name: 'Condition {n}', when: '' },
      hint: 'Tried from top to bottom; the first that is true decides. Otherwise the flow goes on at "Else".',
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'when', label: 'When', control: 'condition', placeholder: 'input.content.contains("refund")' },
      ],
    },
  ],
  failure: { main: null, port: null },
  inputs: () => [inPort],
  outputs: (settings) => [...branchConditionPorts(settings), elsePort],
  values: () => [{ path: 'branch', label: 'Chosen branch' }],
  expressions: ({ conditions }) =>
    conditions.map(({ name, when }, index) => ({
      path: `conditions.${index}.when`,
      label: `condition "${name}"`,
      syntax: 'condition',
      text: when,
    })),
  uses: () => [],
  lint: ({ blockId, config: { conditions } }) => {
    const names = conditions.map((condition) => condition.name)
    return duplicateNames(blockId, 'conditions', names, [elsePort.name])
  },
}
