import { BulkheadError } from '../errors'
import { blockKindOf } from './block-kinds/registry'
import {
  type Block,
  type BlueprintDocument,
  documentLimits,
  type Edge,
  type Endpoint,
  edgeId,
  type Handling,
  type RuntimeNeeds,
  type Slot,
} from './document'
import { celNames, contextNames } from './expressions'
import { graphOf } from './graph'
import { regionProblems } from './lint-rules/regions'

/** Edits of a drawing. Each returns a new document and leaves the given one as it was. */

export type NewBlock = { label?: string; config?: Block['config'] }

/** Adds a block under the first free id of its kind: `reason`, `reason_2`. Throws `bad-input` or `over-limit`. */
export function addBlock(
  document: BlueprintDocument,
  kind: string,
  { label, config }: NewBlock = {},
): { document: BlueprintDocument; id: string } {
  const known = blockKindOf(kind)
  if (known === undefined) throw new BulkheadError('bad-input', `There is no block kind "${kind}".`)
  assertRoom(document, 1)
  const id = freeBlockId(kind, new Set(Object.keys(document.blocks)))
  const block = { kind, label: label ?? freeLabel(document, known.label), config: config ?? known.defaults() }
  return { document: { ...document, blocks: { ...document.blocks, [id]: block } }, id }
}

/** Removes blocks and every edge at them. */
export function removeBlocks(document: BlueprintDocument, ids: readonly string[]): BlueprintDocument {
  const gone = new Set(ids)
  return {
    ...document,
    blocks: keep(document.blocks, (id) => !gone.has(id)),
    edges: keep(document.edges, (_key, edge) => !gone.has(edge.from.block) && !gone.has(edge.to.block)),
  }
}

export type Verdict = { ok: true } | { ok: false; why: string }

/** Whether an edge may be drawn, and if not, a sentence to show. */
export function canConnect(document: BlueprintDocument, from: Endpoint, to: Endpoint): Verdict {
  const source = document.blocks[from.block]
  const target = document.blocks[to.block]
  if (source === undefined || target === undefined) return no('One of the two blocks is no longer there.')
  if (!hasPort(source, 'outputs', from.port)) return no(`“${source.label}” has no output “${from.port}”.`)
  if (blockKindOf(target.kind)?.group === 'trigger') {
    return no(`“${target.label}” starts the flow, so nothing can lead to it.`)
  }
  if (!hasPort(target, 'inputs', to.port)) return no(`“${target.label}” has no input “${to.port}”.`)
  if (from.block === to.block) return no('A block cannot lead to itself.')
  if (Object.hasOwn(document.edges, edgeId({ from, to }))) return no('These two are connected already.')
  if (leadsTo(document, to.block, from.block)) {
    return no(`“${target.label}” leads to “${source.label}” already: the flow would run in a circle.`)
  }
  const entered = entersBody(document, { from, to })
  if (entered !== null) return no(entered)
  if (Object.keys(document.edges).length >= documentLimits.edges) {
    return no(`A blueprint may have ${documentLimits.edges} connections.`)
  }
  return { ok: true }
}

/** Why the edge may not lead into, or out of, a loop's body; null when it may. */
function entersBody(document: BlueprintDocument, edge: Edge): string | null {
  const drawn = { ...document, edges: { ...document.edges, [edgeId(edge)]: edge } }
  return regionProblems(drawn, graphOf(drawn))[0]?.message ?? null
}

/** Draws an edge. Throws `bad-input` with the reason when `canConnect` says no. */
export function connect(document: BlueprintDocument, from: Endpoint, to: Endpoint): BlueprintDocument {
  const verdict = canConnect(document, from, to)
  if (!verdict.ok) throw new BulkheadError('bad-input', verdict.why, { details: { from, to } })
  const edge: Edge = { from: { ...from }, to: { ...to } }
  return { ...document, edges: { ...document.edges, [edgeId(edge)]: edge } }
}

export function disconnect(document: BlueprintDocument, edgeIds: readonly string[]): BlueprintDocument {
  const gone = new Set(edgeIds)
  return { ...document, edges: keep(document.edges, (key) => !gone.has(key)) }
}

/**
 * Changes a block's settings. Edges follow ports that were renamed (a branch whose name is being typed) and go with
 * ports that were removed.
 */
export function setConfig(document: BlueprintDocument, id: string, config: Block['config']): BlueprintDocument {
  const block = blockAt(document, id)
  const changed = { ...document, blocks: { ...document.blocks, [id]: { ...block, config } } }
  const kind = blockKindOf(block.kind)
  if (kind === undefined) return changed
  const before = kind.outputs(block.config).map((port) => port.name)
  const after = kind.outputs(config).map((port) => port.name)
  if (before.join() === after.join()) return changed
  return { ...changed, edges: followPorts(document.edges, id, portMoves(before, after)) }
}

/** Changes what a block does when it fails; without any part it is absent. */
export function setHandling(
  document: BlueprintDocument,
  id: string,
  handling: Handling | undefined,
): BlueprintDocument {
  const { handling: _, ...block } = blockAt(document, id)
  const parts = Object.entries(handling ?? {}).filter(([, part]) => part !== undefined)
  const changed: Block = parts.length === 0 ? block : { ...block, handling: Object.fromEntries(parts) }
  return { ...document, blocks: { ...document.blocks, [id]: changed } }
}

/** Changes what people call a block; its id, and so every reference to it, stays. */
export function renameBlock(document: BlueprintDocument, id: string, label: string): BlueprintDocument {
  return { ...document, blocks: { ...document.blocks, [id]: { ...blockAt(document, id), label } } }
}

export function setSlot(document: BlueprintDocument, name: string, slot: Slot): BlueprintDocument {
  if (!Object.hasOwn(document.slots, name) && Object.keys(document.slots).length >= documentLimits.slots) {
    throw new BulkheadError('over-limit', `A blueprint may have ${documentLimits.slots} slots.`)
  }
  return { ...document, slots: { ...document.slots, [name]: slot } }
}

export function removeSlot(document: BlueprintDocument, name: string): BlueprintDocument {
  return { ...document, slots: keep(document.slots, (other) => other !== name) }
}

export function setRuntime(document: BlueprintDocument, runtime: Partial<RuntimeNeeds>): BlueprintDocument {
  return { ...document, runtime: { ...document.runtime, ...runtime } }
}

export function setPolicy(
  document: BlueprintDocument,
  policy: Partial<BlueprintDocument['policy']>,
): BlueprintDocument {
  return { ...document, policy: { ...document.policy, ...policy } }
}

/** `reason`, `reason_2`, …: the first that is neither taken nor a word of expressions (so `loop_1`, `loop_2`, …). */
export function freeBlockId(base: string, taken: ReadonlySet<string>): string {
  const stem = base.replace(/-/g, '_').slice(0, 34)
  const isWord = celNames.has(stem) || contextNames.some((name) => name === stem)
  if (!isWord && !taken.has(stem)) return stem
  let number = isWord ? 1 : 2
  while (taken.has(`${stem}_${number}`)) number += 1
  return `${stem}_${number}`
}

export function assertRoom(document: BlueprintDocument, blocks: number): void {
  if (Object.keys(document.blocks).length + blocks <= documentLimits.blocks) return
  throw new BulkheadError('over-limit', `A blueprint may have ${documentLimits.blocks} blocks.`)
}

function freeLabel(document: BlueprintDocument, base: string): string {
  const taken = new Set(Object.values(document.blocks).map((block) => block.label))
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base} ${number}`)) number += 1
  return `${base} ${number}`
}

/**
 * Old port → new port. As many ports as before, with other names: somebody is typing a name, so the places count.
 * Otherwise ports were moved, added or removed, and the names count.
 */
function portMoves(before: readonly string[], after: readonly string[]): Map<string, string> {
  const isTyping = before.length === after.length && before.some((port) => !after.includes(port))
  if (!isTyping) return new Map(before.filter((port) => after.includes(port)).map((port) => [port, port]))
  return new Map(before.map((port, index) => [port, after[index] ?? port]))
}

function followPorts(
  edges: BlueprintDocument['edges'],
  id: string,
  moves: ReadonlyMap<string, string>,
): BlueprintDocument['edges'] {
  const followed = Object.entries(edges).flatMap(([key, edge]): [string, Edge][] => {
    if (edge.from.block !== id) return [[key, edge]]
    const port = moves.get(edge.from.port)
    if (port === undefined) return []
    const moved: Edge = { ...edge, from: { ...edge.from, port } }
    return [[edgeId(moved), moved]]
  })
  return Object.fromEntries(followed)
}

function leadsTo(document: BlueprintDocument, start: string, goal: string): boolean {
  const next = new Map<string, string[]>()
  for (const { from, to } of Object.values(document.edges)) {
    next.set(from.block, [...(next.get(from.block) ?? []), to.block])
  }
  const seen = new Set([start])
  for (const id of seen) {
    if (id === goal) return true
    for (const other of next.get(id) ?? []) seen.add(other)
  }
  return false
}

function blockAt(document: BlueprintDocument, id: string): Block {
  const block = document.blocks[id]
  if (block !== undefined) return block
  throw new BulkheadError('not-found', `There is no block "${id}" in this blueprint.`, { details: { block: id } })
}

function hasPort(block: Block, side: 'inputs' | 'outputs', port: string): boolean {
  return (
    blockKindOf(block.kind)
      ?.[side](block.config)
      .some((spec) => spec.name === port) ?? false
  )
}

function keep<T>(record: Readonly<Record<string, T>>, wanted: (key: string, value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => wanted(key, value)))
}

function no(why: string): Verdict {
  return { ok: false, why }
}
