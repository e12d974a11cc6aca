import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Starter, StarterCategory } from '@/domain/blueprint/starters/starter'
import { findSkill } from '@/domain/skills/catalog'

/** Every word of the search must appear in what the template says of itself, or in the name of a block in it. */
export function searchStarters(
  starters: readonly Starter[],
  search: string,
  category: StarterCategory | null,
): readonly Starter[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return starters.filter((starter) => {
    if (category !== null && starter.category !== category) return false
    const text = textOf(starter)
    return words.every((word) => text.includes(word))
  })
}

/** The skills that a tenant must connect for it, in words. */
export function skillsNeeded({ document }: Pick<Starter, 'document'>): string[] {
  const uses = Object.values(document.blocks).flatMap(({ kind, config }) => blockKindOf(kind)?.uses(config) ?? [])
  // A webhook needs no connection: it is in no catalog.
  const labels = uses.flatMap((use) => (use.kind === 'skill' ? (findSkill(use.skill)?.label ?? []) : []))
  return [...new Set(labels)].sort()
}

function textOf({ name, summary, category, document }: Starter): string {
  const blocks = Object.values(document.blocks).map(({ kind, label }) => `${label} ${blockKindOf(kind)?.label ?? ''}`)
  return [name, summary, category, ...blocks].join(' ').toLowerCase()
}
