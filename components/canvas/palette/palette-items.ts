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

function textOf({ label, summary, group, kind }: PaletteItem): string {
  return `${label} ${summary} ${group} ${kind}`.toLowerCase()
}

/** What a dragged palette entry carries. */
export const paletteMime = 'application/x-bulkhead-block-kind'
