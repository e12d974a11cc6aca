import { z } from 'zod'
import type { BlockKind, PortSpec } from '../block-kind'
import { errorPort, inPort, portsFor } from '../ports'
import type { Problem } from '../problem'
import { duplicateNames } from './duplicate-names'
import { modelSpec, promptExpressions, promptSpecs } from './field-sets'
import { modelField, nameField, requiredTemplateField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  instructions: templateField,
  prompt: requiredTemplateField,
  branches: z
    .array(
      z.strictObject({ name: nameField, description: z.string('must be text').max(500, 'may hold 500 characters') }),
    )
    .min(2, 'needs at least 2 branches')
    .max(12, 'may have 12 branches'),
  /** The branch taken when the model's answer fits none. */
  fallback: z.string('must be the name of a branch'),
})

export type DecideConfig = z.infer<typeof config>

/** The ports of the branches, in the order of `config.branches`. */
export function decideBranchPorts({ branches }: Pick<DecideConfig, 'branches'>): PortSpec[] {
  return portsFor(
    branches.map((branch) => branch.name),
    [errorPort.name],
  )
}

export const decide: BlockKind<DecideConfig> = {
  kind: 'decide',
  group: 'reasoning',
  label: 'Decide',
  summary: 'Lets a model choose one of several branches.',
  help:
    'Each branch has a name and a description of when to take it; the flow goes on at that branch alone. When the ' +
    "model's answer fits none, the fallback is taken. Later blocks read the choice as {{ <this block>.branch }}.",
  config,
  defaults: () => ({
    model: 'default',
    instructions: '',
    prompt: '{{ input.content }}',
    branches: [
      { name: 'Question', description: 'The customer asks something.' },
      { name: 'Other', description: 'Anything else.' },
    ],
    fallback: 'Other',
  }),
  fields: [
    modelSpec,
    {
      path: 'branches',
      label: 'Branches',
      control: 'list',
      one: 'branch',
      least: 2,
      most: 12,
      blank: { name: 'Branch {n}', description: '' },
      hint: 'One way on for each. The description tells the model when to take it.',
      items: [
        { path: 'name', label: 'Name', control: 'name' },
        { path: 'description', label: 'When to take it', control: 'line' },
      ],
    },
    {
      path: 'fallback',
      label: 'Otherwise',
      control: 'choice-of',
      list: 'branches',
      name: 'name',
      hint: "Taken when the model's answer fits no branch.",
    },
    ...promptSpecs('What to look at when choosing. May stay empty.', 'The text that decides.'),
  ],
  inputs: () => [inPort],
  outputs: decideBranchPorts,
  failure: { main: null, port: null },
  values: () => [{ path: 'branch', label: 'Chosen branch' }],
  expressions: promptExpressions,
  uses: ({ model }) => [{ kind: 'model', model }],
  lint: ({ blockId, config: settings }) => {
    const names = settings.branches.map((branch) => branch.name)
    return [...duplicateNames(blockId, 'branches', names, [errorPort.name]), ...fallbackProblems(blockId, settings)]
  },
}

function fallbackProblems(block: string, { branches, fallback }: DecideConfig): Problem[] {
  const names = branches.map((branch) => branch.name)
  if (names.includes(fallback)) return []
  const message = `The fallback "${fallback}" is not one of the branches: choose one of ${names.map((name) => `"${name}"`).join(', ')}.`
  return [{ code: 'fallback-unknown', severity: 'error', message, at: { block, field: 'fallback' } }]
}
