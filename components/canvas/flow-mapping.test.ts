import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgeId, emptyDocument } from '@/domain/blueprint/document'
import { addBlock, connect, renameBlock, setConfig } from '@/domain/blueprint/operations'
import { arbitraryDocument } from '@/domain/blueprint/testing/arbitrary-document'
import { blockOf, edgeOf, positionsOf, restingPlaces, toEdges, toNodes } from './flow-mapping'
import { emptySelection } from './store/selection'
import { tidy } from './tidy'

const drawings = arbitraryDocument().map((document) => ({ document, layout: tidy(document) }))

describe('the mapping to React Flow', () => {
  it('gives back the drawing that it was given, whatever is selected', () => {
    fc.assert(
      fc.property(drawings, fc.boolean(), ({ document, layout }, selected) => {
        const selection = selected
          ? { blocks: Object.keys(document.blocks), edges: Object.keys(document.edges) }
          : emptySelection
        const nodes = toNodes({ document, layout }, selection, [])
        const edges = toEdges(document, selection, [])
        expect(Object.fromEntries(nodes.map((node) => [node.id, blockOf(node)]))).toEqual(document.blocks)
        expect(positionsOf(nodes)).toEqual(layout.positions)
        const back = edges.map((edge) => edgeOf(edge)).filter((edge) => edge !== undefined)
        expect(Object.fromEntries(back.map((edge) => [edgeId(edge), edge]))).toEqual(document.edges)
      }),
    )
  })

  it('keeps what React Flow measured, and every node that did not change', () => {
    fc.assert(
      fc.property(drawings, fc.nat(), ({ document, layout }, index) => {
        const measured = toNodes({ document, layout }, emptySelection, []).map((node) => ({
          ...node,
          measured: { width: 256, height: 112 },
        }))
        const ids = Object.keys(document.blocks)
        const id = ids[index % ids.length] ?? ''
        const edited = setConfig(document, id, { ...document.blocks[id]?.config, note: 'changed' })
        const nodes = toNodes({ document: edited, layout }, emptySelection, measured)
        nodes.forEach((node, at) => {
          expect(node.measured).toEqual({ width: 256, height: 112 })
          if (node.id !== id) expect(node).toBe(measured[at])
        })
      }),
    )
  })

  it('returns the very same lists when nothing changed', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const nodes = toNodes(drawing, emptySelection, [])
        expect(toNodes(drawing, emptySelection, nodes)).toBe(nodes)
        const edges = toEdges(drawing.document, emptySelection, [])
        expect(toEdges(drawing.document, emptySelection, edges)).toBe(edges)
      }),
    )
  })

  it('leaves a block where the pointer holds it while something else changes', () => {
    fc.assert(
      fc.property(drawings, ({ document, layout }) => {
        const [held, ...others] = toNodes({ document, layout }, emptySelection, [])
        if (held === undefined) return
        const dragged = { ...held, position: { x: 9_999, y: 9_999 }, dragging: true }
        const nodes = toNodes({ document, layout }, { blocks: [held.id], edges: [] }, [dragged, ...others])
        expect(nodes[0]?.position).toEqual({ x: 9_999, y: 9_999 })
      }),
    )
  })
})

describe('a loop', () => {
  it('marks the blocks and connections of its body, and not what comes after it', () => {
    const drawing = loopDrawing()
    const inLoop = toNodes({ document: drawing, layout: tidy(drawing) }, emptySelection, [])
      .filter((node) => node.data.loop !== undefined)
      .map((node) => [node.id, node.data.loop])
    expect(inLoop).toEqual([
      ['reason', 'Loop'],
      ['template', 'Loop'],
    ])
    const edges = toEdges(drawing, emptySelection, []).filter((edge) => edge.data?.inLoop)
    expect(edges.map((edge) => edge.id)).toEqual(['loop_1.each>reason.in', 'reason.out>template.in'])
  })

  it('that is called otherwise is called so on its blocks', () => {
    const drawing = loopDrawing()
    const before = toNodes({ document: drawing, layout: tidy(drawing) }, emptySelection, [])
    const renamed = renameBlock(drawing, 'loop_1', 'Orders')
    const after = toNodes({ document: renamed, layout: tidy(renamed) }, emptySelection, before)
    expect(after.find(({ id }) => id === 'reason')?.data.loop).toBe('Orders')
  })
})

function loopDrawing() {
  const kinds = ['webhook', 'loop', 'reason', 'template', 'reply']
  const drawn = kinds.reduce((document, kind) => addBlock(document, kind).document, emptyDocument())
  const ends = [
    ['webhook', 'out', 'loop_1'],
    ['loop_1', 'each', 'reason'],
    ['reason', 'out', 'template'],
    ['loop_1', 'done', 'reply'],
  ] as const
  return ends.reduce(
    (document, [from, port, to]) => connect(document, { block: from, port }, { block: to, port: 'in' }),
    drawn,
  )
}

describe('resting places', () => {
  it('are those of arrow keys and of the end of a drag, not those on the way', () => {
    expect(
      restingPlaces([
        { id: 'a', type: 'position', position: { x: 1, y: 1 }, dragging: true },
        { id: 'b', type: 'position', position: { x: 2, y: 2 }, dragging: false },
        { id: 'c', type: 'position', position: { x: 3, y: 3 } },
        { id: 'd', type: 'select', selected: true },
      ]),
    ).toEqual({ b: { x: 2, y: 2 }, c: { x: 3, y: 3 } })
  })
})
