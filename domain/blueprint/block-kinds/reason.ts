import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { errorPort, errorValues, inPort, outPort } from '../ports'
import { maxOutputTokensField, modelField, requiredTemplateField, temperatureField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  instructions: templateField,
  prompt: requiredTemplateField,
  temperature: temperatureField.optional(),
  maxOutputTokens: maxOutputTokensField.optional(),
  /** Whether the model sees what was said earlier in the session. */
  remember: z.boolean('must be on or off'),
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
  configVersion: 1,
  config,
  defaults: () => ({
    model: 'default',
    instructions: 'You help the customers of {{ tenant.name }}. Be friendly and brief.',
    prompt: '{{ input.content }}',
    remember: true,
  }),
  inputs: () => [inPort],
  outputs: () => [outPort, errorPort],
  values: () => [{ path: 'text', label: 'Answer' }, ...errorValues],
  expressions: ({ instructions, prompt }) => [
    { path: 'instructions', label: 'instructions', syntax: 'template', text: instructions },
    { path: 'prompt', label: 'prompt', syntax: 'template', text: prompt },
  ],
  models: ({ model }) => [{ model }],
  lint: () => [],
}
