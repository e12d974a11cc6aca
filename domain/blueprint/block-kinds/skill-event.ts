import { z } from 'zod'
import { findSkill, skills } from '../../skills/catalog'
import type { BlockKind } from '../block-kind'
import { outPort } from '../ports'

const config = z.strictObject({
  /** `<skill>.<event>` */
  event: z
    .string('must be text')
    .max(120)
    .refine((name) => findEvent(name) !== undefined, 'is not an event of any skill: choose one'),
  /** CEL over `input`; empty: any. */
  filter: z.string('must be text').max(4_000, 'may hold 4,000 characters'),
})

export type SkillEventConfig = z.infer<typeof config>

export const skillEvents = skills.flatMap((skill) =>
  skill.events.map((event) => ({ name: `${skill.name}.${event.name}`, label: `${skill.label}: ${event.label}` })),
)

export const skillEvent: BlockKind<SkillEventConfig> = {
  kind: 'skill-event',
  group: 'trigger',
  label: 'Skill event',
  summary: 'Starts when a skill hears something, such as a mention in Slack.',
  help:
    'The event arrives on /v1/webhook under its name, for example slack.app_mention, with its data as the payload. Later ' +
    'blocks read it as {{ input.text }}. A condition can narrow it: input.channel == "C024BE91L".',
  config,
  defaults: () => ({ event: 'slack.app_mention', filter: '' }),
  fields: [
    {
      path: 'event',
      label: 'Event',
      control: 'choice',
      options: skillEvents.map(({ name, label }) => ({ value: name, label })),
    },
    { path: 'filter', label: 'Condition', control: 'condition', placeholder: 'input.text.contains("help")' },
  ],
  inputs: () => [],
  outputs: () => [outPort],
  failure: null,
  values: ({ event }) => findEvent(event)?.values ?? [],
  expressions: ({ filter }) => [
    { path: 'filter', label: 'condition', syntax: 'condition', text: filter, names: ['input'] },
  ],
  uses: () => [],
  lint: () => [],
}

function findEvent(name: string) {
  const [skill = '', event = ''] = name.split('.', 2)
  return findSkill(skill)?.events.find((candidate) => candidate.name === event)
}
