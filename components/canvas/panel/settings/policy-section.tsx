'use client'

import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { SettingFields } from '../fields/setting-fields'
import { SettingsContext } from '../settings-source'
import { policySource } from './policy-source'
import { SettingsSection } from './settings-section'

const rules: readonly FieldSpec[] = [
  {
    path: 'rules',
    label: 'Rules',
    control: 'list',
    one: 'rule',
    most: 50,
    blank: { name: 'Rule {n}', effect: 'ask', when: 'skill == "email"' },
    items: [
      { path: 'name', label: 'Name', control: 'name' },
      {
        path: 'effect',
        label: 'What happens',
        control: 'choice',
        options: [
          { value: 'allow', label: 'It is allowed' },
          { value: 'deny', label: 'It is refused' },
          { value: 'ask', label: 'A person is asked first' },
        ],
      },
      {
        path: 'when',
        label: 'When',
        control: 'condition',
        placeholder: 'skill == "email" && counters.hour >= 20',
        hint: 'Reads skill, action, args, tenant, slots, time and counters.',
      },
      { path: 'timeZone', label: 'Time zone of “time”', control: 'time-zone' },
      {
        path: 'people',
        label: 'Who is asked',
        control: 'list',
        one: 'person',
        most: 20,
        items: [],
        hint: 'E-mail addresses. Nobody named: anybody of your team.',
        when: { path: 'effect', is: ['ask'] },
      },
    ],
  },
]

/** What agents may do outside, call by call. */
export function RulesSection() {
  return (
    <SettingsSection
      title="Rules for calls to the outside"
      summary="Each call of a skill or a webhook is held against these, from top to bottom; the first that applies decides. When none applies, the call is allowed."
    >
      <SettingsContext value={policySource}>
        <SettingFields specs={rules} hideLabels />
      </SettingsContext>
    </SettingsSection>
  )
}

const versions: readonly FieldSpec[] = [
  {
    path: 'sessions',
    label: 'Open conversations',
    control: 'choice',
    hint: 'When a new version arrives.',
    options: [
      { value: 'finish', label: 'Finish on their version' },
      { value: 'move', label: 'Move to the new version' },
    ],
  },
  {
    path: 'drainHours',
    label: 'Keep a replaced version for',
    control: 'number',
    unit: 'hours',
    optional: true,
    placeholder: '720',
    hint: 'For conversations and waiting turns that began on it. Empty: 720 hours, which is 30 days.',
  },
]

export function VersionsSection() {
  return (
    <SettingsSection title="New versions" summary="What happens to that which an older version began.">
      <SettingsContext value={policySource}>
        <SettingFields specs={versions} />
      </SettingsContext>
    </SettingsSection>
  )
}
