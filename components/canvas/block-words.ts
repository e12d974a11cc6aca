import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Block, BlueprintDocument, Endpoint } from '@/domain/blueprint/document'
import { outputsOf } from './block-geometry'

export function kindLabel(kind: string): string {
  return blockKindOf(kind)?.label ?? `Unknown kind "${kind}"`
}

/** "Triage" or, where a block has several ways on, "Triage (Billing)". */
export function endpointWords(document: BlueprintDocument, { block: id, port }: Endpoint): string {
  const block = document.blocks[id]
  if (block === undefined) return id
  const ports = outputsOf(block)
  const found = ports.find((candidate) => candidate.name === port)
  return ports.length > 1 && found !== undefined ? `${block.label} (${found.label})` : block.label
}

export function countOf(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`
}

export function labelsOf(blocks: Readonly<Record<string, Block>>, ids: readonly string[]): string {
  const [first] = ids
  if (ids.length === 1 && first !== undefined) return blocks[first]?.label ?? first
  return countOf(ids.length, 'block')
}
