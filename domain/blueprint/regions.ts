import { blockKindOf } from './block-kinds/registry'
import type { BlueprintDocument } from './document'
import { descendantsOf, type Graph, graphOf } from './graph'

/**
 * A loop's body: every block that can be reached from its body port. Lint refuses a body that is entered from elsewhere,
 * so of two bodies one holds the other, or they have nothing in common.
 */
export type Bodies = ReadonlyMap<string, ReadonlySet<string>>

type Drawing = Pick<BlueprintDocument, 'blocks' | 'edges'>

export function bodiesOf(document: Drawing, graph: Graph = graphOf(document)): Bodies {
  const bodies = new Map<string, ReadonlySet<string>>()
  for (const id of graph.ids) {
    const port = blockKindOf(document.blocks[id]?.kind ?? '')?.bodyPort
    if (port === undefined) continue
    const first = (graph.outgoing.get(id) ?? []).filter((edge) => edge.from.port === port).map((edge) => edge.to.block)
    bodies.set(id, new Set([...first, ...descendantsOf(graph, first)]))
  }
  return bodies
}

/** The innermost loop whose body holds the block: of several, the one with the smallest body. */
export function regionOf(bodies: Bodies, block: string): string | undefined {
  let innermost: string | undefined
  let size = Number.POSITIVE_INFINITY
  for (const [loop, body] of bodies) {
    if (!body.has(block) || body.size >= size) continue
    innermost = loop
    size = body.size
  }
  return innermost
}
