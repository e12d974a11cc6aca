import { z } from 'zod'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { template } from './field-sets'
import { lineField } from './fields'

const units = ['seconds', 'minutes', 'hours', 'days'] as const
const secondsIn = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const
const optionalExpression = z.string('must be text').max(4_000, 'may hold 4,000 characters')

const config = z.strictObject({
  for: z.enum(['duration', 'time', 'condition', 'event']),
  amount: z.number('must be a number').positive('must be more than 0').max(100_000, 'must be 100,000 or less'),
  unit: z.enum(units),
  /** A template that gives a time in ISO 8601. */
  until: lineField,
  /** CEL; looked at again each minute, and whenever a variable changes. */
  condition: optionalExpression,
  /** Name of an event on /v1/webhook. */
  event: lineField,
  /** CEL over `event.name` and `event.payload`, and what came before; empty: any such event. */
  match: optionalExpression,
})

export type WaitConfig = z.infer<typeof config>

export const timeoutPort = { name: 'timeout', label: 'Too late' } as const

export const wait: BlockKind<WaitConfig> = {
  kind: 'wait',
  group: 'control',
  label: 'Wait',
  summary: 'Goes on later: after a time, at a time, or when something happens.',
  help:
    'A waiting turn takes no memory and survives restarts and new versions. For a condition or an event, the time is the ' +
    'longest wait; when it is over, the flow goes on at "Too late". A condition can look at variables that other turns ' +
    'set, such as tenant.vars.open. What an event brought is in {{ <this block>.event.payload }}.',
  config,
  defaults: () => ({ for: 'duration', amount: 1, unit: 'hours', until: '', condition: '', event: '', match: '' }),
  fields: [
    {
      path: 'for',
      label: 'Wait',
      control: 'choice',
      options: [
        { value: 'duration', label: 'For some time' },
        { value: 'time', label: 'Until a time' },
        { value: 'condition', label: 'Until a condition holds' },
        { value: 'event', label: 'Until an event arrives' },
      ],
    },
    {
      path: 'until',
      label: 'Time',
      control: 'template',
      rows: 1,
      placeholder: '{{ booking.data.date }}T09:00:00Z',
      hint: 'ISO 8601.',
      when: { path: 'for', is: ['time'] },
    },
    {
      path: 'condition',
      label: 'Condition',
      control: 'condition',
      placeholder: 'tenant.vars.open == true',
      when: { path: 'for', is: ['condition'] },
    },
    {
      path: 'event',
      label: 'Event',
      control: 'line',
      placeholder: 'payment.received',
      when: { path: 'for', is: ['event'] },
    },
    {
      path: 'match',
      label: 'Which event',
      control: 'condition',
      placeholder: 'event.payload.order == input.payload.id',
      hint: 'Empty: the next one.',
      when: { path: 'for', is: ['event'] },
    },
    {
      path: 'amount',
      label: 'How long',
      control: 'number',
      when: { path: 'for', is: ['duration'] },
    },
    {
      path: 'amount',
      label: 'How long at most',
      control: 'number',
      when: { path: 'for', is: ['condition', 'event'] },
    },
    {
      path: 'unit',
      label: 'Unit',
      control: 'choice',
      options: units.map((unit) => ({ value: unit, label: unit })),
      when: { path: 'for', is: ['duration', 'condition', 'event'] },
    },
  ],
  inputs: () => [inPort],
  outputs: (settings) => (hasTimeout(settings) ? [outPort, timeoutPort] : [outPort]),
  failure: { main: null, port: null },
  values: (settings) => [
    { path: 'waitedSeconds', label: 'Seconds waited' },
    ...(settings.for === 'event'
      ? [
          { path: 'event.name', label: 'Event name' },
          { path: 'event.payload', label: 'What the event brought' },
        ]
      : []),
  ],
  expressions: (settings) => {
    if (settings.for === 'time') return [template('until', 'time', settings.until)]
    if (settings.for === 'condition') {
      return [{ path: 'condition', label: 'condition', syntax: 'condition', text: settings.condition }]
    }
    if (settings.for !== 'event') return []
    return [{ path: 'match', label: 'which event', syntax: 'condition', text: settings.match, names: ['event'] }]
  },
  uses: () => [],
  lint: ({ blockId, config: settings }) => missingSetting(blockId, settings),
}

/** In milliseconds. */
export function longestWaitMs({ amount, unit }: Pick<WaitConfig, 'amount' | 'unit'>): number {
  return amount * secondsIn[unit] * 1_000
}

function hasTimeout(settings: Pick<WaitConfig, 'for'>): boolean {
  return settings.for === 'condition' || settings.for === 'event'
}

function missingSetting(block: string, settings: WaitConfig): Problem[] {
  const field = { duration: null, time: 'until', condition: 'condition', event: 'event' }[settings.for]
  if (field === null || String(settings[field as 'until' | 'condition' | 'event']).trim() !== '') return []
  const message = `Say what is waited for: the ${field === 'until' ? 'time' : field} is empty.`
  return [{ code: 'bad-config', severity: 'error', message, at: { block, field } }]
}
