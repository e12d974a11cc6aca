import type { Block, BlueprintDocument, Edge, Slot } from '../document'
import { edgeId, emptyDocument } from '../document'
import type { Layout } from '../layout'

/** A drawing to begin with. */
export type Starter = { id: string; name: string; summary: string; document: BlueprintDocument; layout: Layout }

/** Canvas units between columns and rows: edges run from a bottom port to a top port. */
const grid = { x: 280, y: 160 }

type Drawing = {
  id: string
  name: string
  summary: string
  /** With its place: column (halves allowed) and row. */
  blocks: Record<string, Block & { at: [column: number, row: number] }>
  /** `from.port > to`, all inputs being named `in`. */
  edges: readonly string[]
  slots?: Record<string, Slot>
}

export function drawStarter({ id, name, summary, blocks, edges, slots }: Drawing): Starter {
  const document = emptyDocument()
  const layout: Layout = { positions: {} }
  for (const [blockId, { at, ...block }] of Object.entries(blocks)) {
    document.blocks[blockId] = block
    layout.positions[blockId] = { x: at[0] * grid.x, y: at[1] * grid.y }
  }
  for (const text of edges) {
    const edge = readEdge(text)
    document.edges[edgeId(edge)] = edge
  }
  document.slots = slots ?? {}
  return { id, name, summary, document, layout }
}

function readEdge(text: string): Edge {
  const [from = '', to = ''] = text.split(' > ')
  const [block = '', port = 'out'] = from.split('.')
  return { from: { block, port }, to: { block: to, port: 'in' } }
}
