import { fieldNameFor } from '../importing'
import { at, listOf, objectOf, textOf } from '../read-json'
import { comparison, conditionOf } from './conditions'
import { below, toCel } from './expressions'
import type { Place, Rules } from './rule'
import type { N8nNode } from './workflow'

const units: Readonly<Record<string, string>> = { seconds: 'seconds', minutes: 'minutes', hours: 'hours', days: 'days' }

export const flowRules: Rules = {
  if: {
    kind: 'branch',
    item: () => 'through',
    config: (place) => branchConfig(place, [{ name: 'Yes', when: ownCondition(place) }]),
    ports: () => ['yes', 'else'],
  },
  filter: {
    kind: 'branch',
    item: () => 'through',
    config: (place) => branchConfig(place, [{ name: 'Kept', when: ownCondition(place) }]),
    ports: () => ['kept', 'else'],
  },
  switch: {
    kind: 'branch',
    item: () => 'through',
    config: (place) =>
      branchConfig(
        place,
        rulesOf(place.node).map((rule) => ({ name: rule.name, when: rule.when(place) })),
      ),
    ports: (node) => [...rulesOf(node).map(({ name }) => name), 'else'],
  },
  wait: { kind: 'wait', item: () => 'through', config: waitConfig },
  splitInBatches: {
    kind: 'loop',
    item: (id) => below(`${id}.item`),
    config(place) {
      const list = place.scope.incoming([])
      if (list === null) place.changed('Which list it goes through is not clear.', 'Write the list in the block.')
      return { over: list ?? '', maxItems: 100, atOnce: 1, collect: '', onItemError: 'stop' }
    },
    // Since version 3; in the first versions the outputs were the other way round.
    ports: () => ['done', 'each'],
  },
  merge: {
    kind: 'set',
    item: () => 'through',
    config({ changed }) {
      changed(
        'Two paths meet at any block here, so nothing is merged.',
        'Where the values of both paths are needed, read them by the names of their blocks.',
      )
      return { scope: 'turn', values: [{ name: 'merged', value: 'true' }] }
    },
  },
  executeWorkflow: {
    kind: 'subflow',
    item: (id) => below(`${id}.outputs`),
    config({ node, notMapped }) {
      notMapped(
        `Workflow that “${node.name}” calls`,
        'It is another workflow.',
        'Import that one too, publish it, and choose it in the block.',
      )
      return { target: null, inputs: [] }
    },
  },
}

type Condition = { name: string; when: string | null }

function branchConfig({ node, changed }: Place, conditions: readonly Condition[]) {
  const kept = conditions.slice(0, 12)
  if (conditions.length > 12)
    changed(`It had ${conditions.length} ways; 12 are the most here.`, 'Split it into two branches.')
  if (kept.some(({ when }) => when === null)) {
    changed(
      `A condition of “${node.name}” is computed in a way that is not known here, and is left empty.`,
      'Write it in the block: it is CEL.',
    )
  }
  return { conditions: kept.map(({ name, when }) => ({ name, when: when ?? '' })) }
}

function ownCondition({ node, scope }: Place): string | null {
  return conditionOf(node.parameters.conditions, scope, node.parameters.combineOperation)
}

type SwitchRule = { name: string; when: (place: Place) => string | null }

/** Since version 3 each way has conditions of its own; before, all compare one value. */
function rulesOf({ parameters }: N8nNode): SwitchRule[] {
  const newer = listOf(at(parameters, 'rules', 'values'))
  const older = listOf(at(parameters, 'rules', 'rules'))
  const used = new Set<string>()
  const named = (wanted: string, index: number) => {
    const base = wanted.trim().slice(0, 40) || `Way ${index + 1}`
    const name = used.has(base.toLowerCase()) ? `${base.slice(0, 34)} ${index + 1}` : base
    used.add(name.toLowerCase())
    return name
  }
  if (newer.length > 0) {
    return newer.map((rule, index) => ({
      name: named(textOf(at(rule, 'outputKey')), index),
      when: ({ scope }) => conditionOf(at(rule, 'conditions'), scope),
    }))
  }
  return older.map((rule, index) => ({
    name: named(textOf(at(rule, 'outputKey')) || textOf(at(rule, 'value2')), index),
    when: ({ scope }) =>
      comparison(parameters.value1, textOf(at(rule, 'operation')) || 'equal', at(rule, 'value2'), scope),
  }))
}

function waitConfig({ node, template, changed }: Place) {
  const { parameters } = node
  const base = { for: 'duration', amount: 1, unit: 'hours', until: '', condition: '', event: '', match: '' }
  const amount = Number(textOf(parameters.amount))
  const timed = {
    amount: amount > 0 && amount <= 100_000 ? amount : 1,
    unit: units[textOf(parameters.unit)] ?? 'hours',
  }
  switch (textOf(parameters.resume)) {
    case 'webhook':
    case 'form':
      changed(
        'It waited for a call of its own address; here it waits for an event.',
        'Name the event in the block, and post it to /v1/webhook.',
      )
      return { ...base, for: 'event', amount: 1, unit: 'days', event: 'resumed' }
    case 'specificTime':
      return { ...base, for: 'time', until: template(parameters.dateTime) }
    default:
      return { ...base, ...timed }
  }
}

/** Names and values of a set node, in whichever of its forms. */
export function assignmentsOf({ node, scope, changed }: Place): { name: string; value: string }[] {
  const newer = listOf(at(node.parameters, 'assignments', 'assignments'))
  const older = Object.values(objectOf(node.parameters.values)).flatMap(listOf)
  const list = newer.length > 0 ? newer : older
  return list.slice(0, 50).map((one) => {
    const given = textOf(at(one, 'name'))
    const value = at(one, 'value')
    const cel = typeof value === 'object' && value !== null ? null : toCel(value, scope)
    if (cel === null) {
      changed(
        `The value of “${given}” is computed in a way that is not known here, and is left empty.`,
        'Write it in the block: it is CEL.',
      )
    }
    return { name: fieldNameFor(given), value: cel ?? '' }
  })
}
