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

/** The two texts of a change that is worth reading word by word: prompts and the like, not names and numbers. */
export function textsOf(change: Change): { before: string; after: string } | null {
  if (!('field' in change)) return null
  const { before, after } = change
  if (typeof before !== 'string' && before !== undefined) return null
  if (typeof after !== 'string' && after !== undefined) return null
  const texts = { before: before ?? '', after: after ?? '' }
  return Math.max(texts.before.length, texts.after.length) > 40 || /\n/.test(texts.before + texts.after) ? texts : null
}
