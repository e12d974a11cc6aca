import type { Block, BlueprintDocument, Edge, Slot } from '../document'
import { edgeId, emptyDocument } from '../document'
import type { Layout } from '../layout'
import type { TestCase } from '../test-case'

export const starterCategories = [
  'Customer service',
  'Sales',
  'Finance',
  'Inside the company',
  'Connect systems',
] as const
export type StarterCategory = (typeof starterCategories)[number]

/** What stands for a starter in a list; the picture itself belongs to the screen. */
export type StarterIcon =
  | 'book'
  | 'calendar'
  | 'headset'
  | 'invoice'
  | 'laptop'
  | 'package'
  | 'signpost'
  | 'target'
  | 'undo'
  | 'webhook'

type About = {
  id: string
  name: string
  summary: string
  category: StarterCategory
  icon: StarterIcon
  /** What it does, held against the demo model in our tests. */
  cases: readonly TestCase[]
}

/** A drawing to begin with. */
export type Starter = About & { document: BlueprintDocument; layout: Layout }

/** Canvas units between columns and rows: edges run from a bottom port to a top port. */
const grid = { x: 280, y: 160 }

type Drawing = About & {
  /** With its place: column (halves allowed) and row. */
  blocks: Record<string, Block & { at: [column: number, row: number] }>
  /** `from.port > to`, all inputs being named `in`. */
  edges: readonly string[]
  slots?: Record<string, Slot>
}

export function drawStarter({ blocks, edges, slots, ...about }: Drawing): Starter {
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
  return { ...about, document, layout }
}

function readEdge(text: string): Edge {
  const [from = '', to = ''] = text.split(' > ')
  const [block = '', port = 'out'] = from.split('.')
  return { from: { block, port }, to: { block: to, port: 'in' } }
}
