import type { BlueprintDocument } from '@/domain/blueprint/document'
import { clockFields } from '@/domain/blueprint/now'
import { skills } from '@/domain/skills/catalog'
import { slotVariables, type VariableGroup } from '../variables'

/** What the condition of a rule can read; see `ruleNames` of domain/policy. */
export function ruleVariables(document: BlueprintDocument): VariableGroup[] {
  const inputs = skills.flatMap((skill) => skill.actions.flatMap((action) => action.inputs.map((input) => input.name)))
  const groups: VariableGroup[] = [
    {
      title: 'The call',
      variables: [
        { path: 'skill', label: 'Skill, such as "email"' },
        { path: 'action', label: 'Action, such as "send"' },
        ...[...new Set(inputs)].map((name) => ({ path: `args.${name}`, label: `Its input ${name}` })),
      ],
    },
    {
      title: 'Calls so far',
      variables: [
        { path: 'counters.hour', label: 'Of this action, last hour' },
        { path: 'counters.day', label: 'Of this action, last day' },
      ],
    },
    { title: 'Time', variables: clockFields.map((name) => ({ path: `time.${name}`, label: name })) },
    {
      title: 'Tenant',
      variables: [
        { path: 'tenant.name', label: 'Name' },
        { path: 'tenant.slug', label: 'Slug' },
      ],
    },
    { title: 'Slots', variables: slotVariables(document, false) },
  ]
  return groups.filter((group) => group.variables.length > 0)
}
