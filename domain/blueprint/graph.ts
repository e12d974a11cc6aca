import { type BlueprintDocument, type Edge, edgeId } from './document'

/** The drawing as a graph. Edges with an end that does not exist are left out; lint names them. */
export type Graph = {
  ids: readonly string[]
  outgoing: ReadonlyMap<string, readonly Edge[]>
  incoming: ReadonlyMap<string, readonly Edge[]>
}

export function graphOf(document: Pick<BlueprintDocument, 'blocks' | 'edges'>): Graph {
  const ids = Object.keys(document.blocks).sort()
  const outgoing = new Map<string, Edge[]>(ids.map((id) => [id, []]))
  const incoming = new Map<string, Edge[]>(ids.map((id) => [id, []]))
  const edges = Object.values(document.edges)
    .map((edge): [string, Edge] => [edgeId(edge), edge])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  for (const [, edge] of edges) {
    if (!outgoing.has(edge.from.block) || !incoming.has(edge.to.block)) continue
    outgoing.get(edge.from.block)?.push(edge)
    incoming.get(edge.to.block)?.push(edge)
  }
  return { ids, outgoing, incoming }
}

/** Every block before `id`, not `id` itself (unless it lies on a cycle). */
export function ancestorsOf(graph: Graph, id: string): Set<string> {
  return walk([id], (block) => (graph.incoming.get(block) ?? []).map((edge) => edge.from.block))
}

/** Whether a flow can go from the first block to the second. Remembers, so that many questions cost few walks. */
export function upstreamTest(graph: Graph): (from: string, to: string) => boolean {
  const known = new Map<string, ReadonlySet<string>>()
  return (from, to) => {
    const reached = known.get(from) ?? descendantsOf(graph, [from])
    known.set(from, reached)
    return reached.has(to)
  }
}

/** Every block after one of `ids`. */
export function descendantsOf(graph: Graph, ids: readonly string[]): Set<string> {
  return walk(ids, (block) => (graph.outgoing.get(block) ?? []).map((edge) => edge.to.block))
}

export type Order = { order: string[]; cycle: string[] }

/**
 * Kahn's algorithm; of the blocks that are ready, the smallest id goes first, so equal drawings give equal orders.
 * `cycle` is empty, or the blocks of one cycle in the direction of its edges.
 */
export function topologicalOrder(graph: Graph): Order {
  const waiting = new Map(graph.ids.map((id) => [id, graph.incoming.get(id)?.length ?? 0]))
  const ready = graph.ids.filter((id) => waiting.get(id) === 0)
  const order: string[] = []
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id)
    for (const edge of graph.outgoing.get(id) ?? []) {
      const left = (waiting.get(edge.to.block) ?? 0) - 1
      waiting.set(edge.to.block, left)
      if (left === 0) insertSorted(ready, edge.to.block)
    }
  }
  const placed = new Set(order)
  return { order, cycle: findCycle(graph, new Set(graph.ids.filter((id) => !placed.has(id)))) }
}

/** Each block that Kahn left over has a predecessor among them, so walking backwards must come round. */
function findCycle(graph: Graph, left: ReadonlySet<string>): string[] {
  const trail: string[] = []
  let [current] = left
  while (current !== undefined) {
    const seen = trail.indexOf(current)
    if (seen >= 0) return trail.slice(seen).reverse()
    trail.push(current)
    current = graph.incoming.get(current)?.find((edge) => left.has(edge.from.block))?.from.block
  }
  return []
}

function walk(starts: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>()
  const queue = [...starts]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const other of next(id)) {
      if (seen.has(other)) continue
      seen.add(other)
      queue.push(other)
    }
  }
  return seen
}

function insertSorted(list: string[], id: string): void {
  const at = list.findIndex((other) => other > id)
  list.splice(at < 0 ? list.length : at, 0, id)
}
