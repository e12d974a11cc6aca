import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort } from '../ports'
import { template } from './field-sets'
import { lineField, requiredTemplateField } from './fields'

const config = z.strictObject({
  /** What is to be approved. It stays in the tenant's box; who decides reads it there. */
  question: requiredTemplateField,
  /** E-mail addresses, each a template; empty: anybody of the workspace's team. */
  people: z.array(lineField.refine((value) => value.trim() !== '', 'is empty')).max(20, 'at most 20 people'),
  deadlineHours: z
    .number('must be a number')
    .positive('must be more than 0')
    .max(2_160, 'must be 2,160 or less (90 days)'),
  atDeadline: z.enum(['deny', 'approve', 'go-on']),
})

export type ApprovalConfig = z.infer<typeof config>

export const approvedPort = { name: 'approved', label: 'Approved' } as const
export const deniedPort = { name: 'denied', label: 'Denied' } as const
export const latePort = { name: 'late', label: 'No answer' } as const

export const approval: BlockKind<ApprovalConfig> = {
  kind: 'approval',
  group: 'control',
  label: 'Approval',
  summary: 'Waits until a person says yes or no.',
  help:
    'The question appears in the inbox of the people named here. The turn waits, without taking memory, until one of ' +
    'them decides or the deadline passes. Later blocks read who decided as {{ <this block>.person }} and the note as ' +
    '{{ <this block>.note }}.',
  config,
  defaults: () => ({ question: 'May I go on?', people: [], deadlineHours: 72, atDeadline: 'deny' }),
  fields: [
    { path: 'question', label: 'Question', control: 'template', rows: 4, hint: 'All that is needed to decide.' },
    {
      path: 'people',
      label: 'Who decides',
      control: 'list',
      one: 'person',
      most: 20,
      items: [],
      hint: 'E-mail addresses, or values such as {{ slots.manager }}. Nobody named: anybody of your team.',
    },
    { path: 'deadlineHours', label: 'Deadline', control: 'number', unit: 'hours' },
    {
      path: 'atDeadline',
      label: 'When nobody has decided',
      control: 'choice',
      options: [
        { value: 'deny', label: 'It counts as no' },
        { value: 'approve', label: 'It counts as yes' },
        { value: 'go-on', label: 'Go on at "No answer"' },
      ],
    },
  ],
  inputs: () => [inPort],
  outputs: ({ atDeadline }) => [approvedPort, deniedPort, ...(atDeadline === 'go-on' ? [latePort] : [])],
  failure: { main: null, port: null },
  values: () => [
    { path: 'decision', label: 'Decision' },
    { path: 'person', label: 'Who decided' },
    { path: 'note', label: 'Note' },
  ],
  expressions: ({ question, people }) => [
    template('question', 'question', question),
    ...people.map((person, index) => template(`people.${index}`, `person ${index + 1}`, person)),
  ],
  uses: () => [],
  lint: () => [],
}
