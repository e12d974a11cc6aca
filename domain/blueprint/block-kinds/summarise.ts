import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import { modelSpec, template } from './field-sets'
import { modelField, requiredTemplateField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  text: requiredTemplateField,
  form: z.enum(['sentences', 'bullets']),
  length: z.int('must be a whole number').min(1, 'must be 1 or more').max(30, 'must be 30 or less'),
  /** What to look for; may be empty. */
  focus: templateField,
})

export type SummariseConfig = z.infer<typeof config>

export const summarise: BlockKind<SummariseConfig> = {
  kind: 'summarise',
  group: 'reasoning',
  label: 'Summarise',
  summary: 'Makes a long text short.',
  help:
    'The text is summarised in so many sentences or bullet points. Texts longer than a prompt can hold are summarised ' +
    'part by part first. Later blocks read the summary as {{ <this block>.text }}.',
  config,
  defaults: () => ({ model: 'default', text: '{{ input.content }}', form: 'sentences', length: 3, focus: '' }),
  fields: [
    modelSpec,
    { path: 'text', label: 'Text', control: 'template', rows: 3 },
    {
      path: 'form',
      label: 'Form',
      control: 'choice',
      options: [
        { value: 'sentences', label: 'Sentences' },
        { value: 'bullets', label: 'Bullet points' },
      ],
    },
    { path: 'length', label: 'At most', control: 'number', hint: 'How many sentences or points.' },
    { path: 'focus', label: 'What matters', control: 'template', rows: 2, placeholder: 'Decisions and dates' },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [{ path: 'text', label: 'Summary' }],
  expressions: ({ text, focus }) => [template('text', 'text', text), template('focus', 'what matters', focus)],
  uses: ({ model }) => [{ kind: 'model', model }],
  lint: () => [],
}
