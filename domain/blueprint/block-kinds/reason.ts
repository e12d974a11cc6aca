import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { modelSpec, promptExpressions, promptSpecs } from './field-sets'
import { maxOutputTokensField, modelField, requiredTemplateField, temperatureField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  instructions: templateField,
  prompt: requiredTemplateField,
  temperature: temperatureField.optional(),
  maxOutputTokens: maxOutputTokensField.optional(),
  /** Whether the model sees what was said earlier in the session. */
  remember: z.boolean('must be on or off'),
  /** Whether the model gets the files that the message carries. */
  files: z.boolean('must be on or off').optional(),
})

export type ReasonConfig = z.infer<typeof config>

export const reason: BlockKind<ReasonConfig> = {
  kind: 'reason',
  group: 'reasoning',
  label: 'Reason',
  summary: 'Asks a model and hands on its text.',
  help:
    'Instructions say who the agent is and what it knows; the prompt is what it answers now. Both may hold values such ' +
    'as {{ input.content }} or {{ slots.company }}. Later blocks read the answer as {{ <this block>.text }}. If the ' +
    'model cannot answer, the flow goes on at "On error", or the turn fails when nothing is connected there.',
  config,
  defaults: () => ({
    model: 'default',
    instructions: 'You help the customers of {{ tenant.name }}. Be friendly and brief.',
    prompt: '{{ input.content }}',
    remember: true,
  }),
  fields: [
    modelSpec,
    ...promptSpecs('Who the agent is, what it knows, how it speaks.', 'What it answers now.'),
    {
      path: 'remember',
      label: 'Remember the session',
      control: 'switch',
      hint: 'The model sees what was said before.',
    },
    {
      path: 'files',
      label: 'See files',
      control: 'switch',
      hint: 'The model gets the files that the message carries.',
    },
    {
      path: 'temperature',
      label: 'Temperature',
      control: 'number',
      optional: true,
      hint: '0 to 2',
      placeholder: "model's own",
    },
    {
      path: 'maxOutputTokens',
      label: 'Longest answer',
      control: 'number',
      optional: true,
      unit: 'tokens',
      placeholder: 'no limit',
    },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [{ path: 'text', label: 'Answer' }],
  expressions: promptExpressions,
  uses: ({ model }) => [{ kind: 'model', model }],
  lint: () => [],
}
