import { type BlockGroup, blockGroups } from '@/domain/blueprint/block-kind'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'

export type PaletteItem = { kind: string; group: BlockGroup; label: string; summary: string }
export type PaletteSection = { group: BlockGroup; items: PaletteItem[] }

const items: readonly PaletteItem[] = Object.values(blockKinds).map(({ kind, group, label, summary }) => ({
  kind,
  group,
  label,
  summary,
}))

/** By group, in the palette's order. Every word of the search must appear in the name, the sentence or the group. */
export function paletteSections(
  search: string,
  accepts: (item: PaletteItem) => boolean = () => true,
): PaletteSection[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = items.filter((item) => accepts(item) && words.every((word) => textOf(item).includes(word)))
  return blockGroups
    .map((group) => ({ group, items: found.filter((item) => item.group === group) }))
    .filter((section) => section.items.length > 0)
}

/** Found items with those first whose name begins with the search, then those whose name holds it. */
export function bestMatches(search: string, accepts?: (item: PaletteItem) => boolean): PaletteItem[] {
  const wanted = search.trim().toLowerCase()
  const rank = ({ label }: PaletteItem) => {
    const at = label.toLowerCase().indexOf(wanted)
    return at === 0 ? 0 : at > 0 ? 1 : 2
  }
  const found = paletteSections(search, accepts).flatMap((section) => section.items)
  return found.sort((a, b) => rank(a) - rank(b))
}

function textOf({ label, summary, group, kind }: PaletteItem): string {
  return `${label} ${summary} ${group} ${kind}`.toLowerCase()
}

/** What a dragged palette entry carries. */
export const paletteMime = 'application/x-bulkhead-block-kind'
