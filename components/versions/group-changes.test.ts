import { expect, test } from 'vitest'
import type { Change } from '@/domain/blueprint/diff'
import { groupChanges } from './group-changes'

const change = (area: Change['area']): Change => ({
  kind: 'block-changed',
  block: 'triage',
  field: 'config.prompt',
  before: 'Sort the request.',
  after: 'Sort the request, and say in one line how sure you are of it.',
  area,
  rollout: 'live',
})
const described = (area: Change['area']) => ({ change: change(area), description: area })

test('permissions stand before everything else, and no empty group is shown', () => {
  const groups = groupChanges([described('settings'), described('blocks'), described('permissions')])
  expect(groups.map(({ area }) => area)).toEqual(['permissions', 'blocks', 'settings'])
})

test('no change is lost by grouping', () => {
  const all = (['settings', 'slots', 'connections', 'blocks', 'permissions', 'blocks'] as const).map(described)
  expect(groupChanges(all).flatMap(({ changes }) => changes)).toHaveLength(all.length)
})
