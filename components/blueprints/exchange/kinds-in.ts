import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import type { BlueprintDocument } from '@/domain/blueprint/document'

/** How many blocks of each kind there are, in the palette's order. */
export function kindsIn({
  blocks,
}: Pick<BlueprintDocument, 'blocks'>): { kind: string; label: string; count: number }[] {
  const counts = Map.groupBy(Object.values(blocks), ({ kind }) => kind)
  return Object.values(blockKinds).flatMap(({ kind, label }) => {
    const count = counts.get(kind)?.length ?? 0
    return count === 0 ? [] : [{ kind, label, count }]
  })
}
