import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgeId } from '@/domain/blueprint/document'
import { setConfig } from '@/domain/blueprint/operations'
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
