import { z } from 'zod'
import { findAction } from '../../skills/catalog'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { templateField } from './fields'

const config = z.strictObject({
  skill: z.string('must be text').max(40),
  action: z.string('must be text').max(40),
  /** Input of the action → template. */
  inputs: z.record(z.string().max(40), templateField),
})

export type SendConfig = z.infer<typeof config>

export const send: BlockKind<SendConfig> = {
  kind: 'send',
  group: 'output',
  label: 'Send with a skill',
  summary: 'Does something outside through a skill that the tenant has connected.',
  help:
    "The call is made outside the box with the tenant's own connection, after the rules of the blueprint were asked. It is " +
    'made once, even when the agent is restarted in the middle. Later blocks read the answer as {{ <this block>.output }}. ' +
    'When the tenant has not connected the skill, the flow goes on at "On error".',
  config,
  defaults: () => ({
    skill: 'email',
    action: 'send',
    inputs: {
      to: '{{ slots.support_email }}',
      subject: 'A message from {{ tenant.name }}',
      text: '{{ input.content }}',
    },
  }),
  fields: [
    { path: 'skill', label: 'Skill', control: 'skill' },
    { path: 'action', label: 'Action', control: 'action', skill: 'skill' },
    { path: 'inputs', label: 'Inputs', control: 'action-inputs', skill: 'skill', action: 'action' },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'output', port: 'out' },
  values: ({ skill, action }) => [
    { path: 'output', label: 'Answer' },
    ...(findAction(skill, action)?.values ?? []).map(({ path, label }) => ({ path: `output.${path}`, label })),
  ],
  expressions: ({ inputs }) =>
    Object.keys(inputs)
      .sort()
      .map((name) => ({ path: `inputs.${name}`, label: name, syntax: 'template', text: inputs[name] ?? '' })),
  uses: ({ skill, action }) => [{ kind: 'skill', skill, action }],
  lint: ({ blockId, config: settings }) => actionProblems(blockId, settings),
}

function actionProblems(block: string, { skill, action, inputs }: SendConfig): Problem[] {
  const found = findAction(skill, action)
  if (found === undefined) {
    const message = `There is no skill action "${skill} ${action}": choose another.`
    return [{ code: 'unknown-action', severity: 'error', message, at: { block, field: 'action' } }]
  }
  const missing = found.inputs.filter((input) => input.required && (inputs[input.name] ?? '').trim() === '')
  const unknown = Object.keys(inputs).filter((name) => !found.inputs.some((input) => input.name === name))
  return [
    ...missing.map((input): Problem => {
      const message = `"${input.label}" is empty: ${found.label} needs it.`
      return { code: 'bad-config', severity: 'error', message, at: { block, field: `inputs.${input.name}` } }
    }),
    ...unknown.map((name): Problem => {
      const message = `${found.label} has no input "${name}": remove it.`
      return { code: 'bad-config', severity: 'error', message, at: { block, field: `inputs.${name}` } }
    }),
  ]
}
