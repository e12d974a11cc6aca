import type { BlueprintDocument } from '@/domain/blueprint/document'

/** Ids of what is selected. A view of the canvas: it never reaches the document. */
export type Selection = { readonly blocks: readonly string[]; readonly edges: readonly string[] }

export const emptySelection: Selection = { blocks: [], edges: [] }

export function selectBlocks(...blocks: string[]): Selection {
  return { blocks, edges: [] }
}

/** What is gone cannot stay selected. Returns the same object when nothing changed. */
export function keepExisting(selection: Selection, document: BlueprintDocument): Selection {
  const blocks = selection.blocks.filter((id) => Object.hasOwn(document.blocks, id))
  const edges = selection.edges.filter((id) => Object.hasOwn(document.edges, id))
  const unchanged = blocks.length === selection.blocks.length && edges.length === selection.edges.length
  return unchanged ? selection : { blocks, edges }
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return sameIds(a.blocks, b.blocks) && sameIds(a.edges, b.edges)
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
