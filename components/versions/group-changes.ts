import type { Change } from '@/domain/blueprint/diff'

export type DescribedChange = { change: Change; description: string }
type ChangeGroup = { area: Change['area']; title: string; changes: DescribedChange[] }

/** What a reviewer must not miss comes first. */
const areas: { area: Change['area']; title: string }[] = [
  { area: 'permissions', title: 'Permissions and models' },
  { area: 'blocks', title: 'Blocks' },
  { area: 'connections', title: 'Connections' },
  { area: 'slots', title: 'Slots' },
  { area: 'settings', title: 'Settings' },
]

export function groupChanges(changes: readonly DescribedChange[]): ChangeGroup[] {
  return areas
    .map(({ area, title }) => ({ area, title, changes: changes.filter(({ change }) => change.area === area) }))
    .filter((group) => group.changes.length > 0)
}
