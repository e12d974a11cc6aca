import { z } from 'zod'
import { BulkheadError } from '../errors'
import { blockKindOf, isBlockKindName } from './block-kinds/registry'
import {
  type Block,
  type BlueprintDocument,
  blockIdSchema,
  blockSchema,
  type Edge,
  edgeId,
  edgeSchema,
} from './document'
import { assertRoom, freeBlockId } from './operations'
import { renameReferences } from './rename-references'

/** Part of a drawing, as it is copied: blocks and the edges among them. */
const fragmentSchema = z.strictObject({
  blocks: z.record(blockIdSchema, blockSchema),
  edges: z.array(edgeSchema),
})

export type Fragment = z.infer<typeof fragmentSchema>

/** Reads a fragment from a clipboard. Throws `bad-input`. */
export function parseFragment(input: unknown): Fragment {
  const parsed = fragmentSchema.safeParse(input)
  if (parsed.success && Object.values(parsed.data.blocks).every((block) => isBlockKindName(block.kind)))
    return parsed.data
  throw new BulkheadError('bad-input', 'What was copied is not part of a blueprint.')
}

export function copyFragment(document: BlueprintDocument, ids: readonly string[]): Fragment {
  const wanted = new Set(ids)
  const blocks = Object.entries(document.blocks).filter(([id]) => wanted.has(id))
  const edges = Object.values(document.edges).filter(({ from, to }) => wanted.has(from.block) && wanted.has(to.block))
  return structuredClone({ blocks: Object.fromEntries(blocks), edges })
}

export type Pasted = {
  document: BlueprintDocument
  /** Id in the fragment → id in the document. */
  ids: Record<string, string>
}

/**
 * Adds a fragment under fresh ids. References among its blocks follow them; references to blocks outside stay.
 * Throws `over-limit` when there is no room.
 */
export function pasteFragment(document: BlueprintDocument, fragment: Fragment): Pasted {
  assertRoom(document, Object.keys(fragment.blocks).length)
  const taken = new Set(Object.keys(document.blocks))
  const ids: Record<string, string> = {}
  for (const id of Object.keys(fragment.blocks)) {
    const fresh = freeBlockId(id.replace(/_\d+$/, ''), taken)
    taken.add(fresh)
    ids[id] = fresh
  }
  const names = new Map(Object.entries(ids))
  const blocks = Object.entries(fragment.blocks).map(([id, block]) => [ids[id] ?? id, renameInBlock(block, names)])
  const edges = fragment.edges.flatMap((edge): [string, Edge][] => {
    const from = ids[edge.from.block]
    const to = ids[edge.to.block]
    if (from === undefined || to === undefined) return []
    const moved: Edge = { from: { block: from, port: edge.from.port }, to: { block: to, port: edge.to.port } }
    return [[edgeId(moved), moved]]
  })
  return {
    document: {
      ...document,
      blocks: { ...document.blocks, ...Object.fromEntries(blocks) },
      edges: { ...document.edges, ...Object.fromEntries(edges) },
    },
    ids,
  }
}

export function duplicateBlocks(document: BlueprintDocument, ids: readonly string[]): Pasted {
  return pasteFragment(document, copyFragment(document, ids))
}

/** The block with other names in its templates and conditions. */
export function renameInBlock(block: Block, names: ReadonlyMap<string, string>): Block {
  const fields = blockKindOf(block.kind)?.expressions(block.config) ?? []
  let config: unknown = structuredClone(block.config)
  for (const field of fields) {
    const text = renameReferences(field.text, field.syntax, names)
    if (text !== field.text) config = setAt(config, field.path.split('.'), text)
  }
  return { ...block, config: config as Block['config'] }
}

function setAt(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(target))
    return target.map((item, index) => (String(index) === key ? setAt(item, rest, value) : item))
  if (typeof target !== 'object' || target === null) return target
  return { ...target, [key]: setAt(Reflect.get(target, key), rest, value) }
}
