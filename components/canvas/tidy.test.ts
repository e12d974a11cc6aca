import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryDocument } from '@/domain/blueprint/testing/arbitrary-document'
import { blockSize, blockWidth } from './block-geometry'
import { completeLayout, tidy } from './tidy'

describe('tidy', () => {
  it('places every block, and no two overlap', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (document) => {
        const { positions } = tidy(document)
        const boxes = Object.entries(document.blocks).map(([id, block]) => {
          const place = positions[id]
          if (place === undefined) throw new Error(`${id} has no place`)
          return { ...place, width: blockWidth(block) }
        })
        boxes.forEach((a, index) => {
          for (const b of boxes.slice(index + 1)) {
            const besides = Math.abs(a.x - b.x) >= (a.width + b.width) / 2
            expect(besides || Math.abs(a.y - b.y) >= blockSize.heightPx).toBe(true)
          }
        })
      }),
    )
  })

  it('puts every block below the ones that lead to it', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (document) => {
        const { positions } = tidy(document)
        for (const { from, to } of Object.values(document.edges)) {
          expect(positions[to.block]?.y).toBeGreaterThan(positions[from.block]?.y ?? Number.POSITIVE_INFINITY)
        }
      }),
    )
  })

  it('does not depend on the order in which blocks and edges were drawn', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (document) => {
        const reversed = { ...document, blocks: backwards(document.blocks), edges: backwards(document.edges) }
        expect(tidy(reversed)).toEqual(tidy(document))
      }),
    )
  })
})

describe('completing a layout', () => {
  it('leaves what is placed where it is and places the rest', () => {
    fc.assert(
      fc.property(arbitraryDocument(), fc.nat(), (document, keep) => {
        const all = Object.entries(tidy(document).positions)
        const layout = { positions: Object.fromEntries(all.slice(0, keep % (all.length + 1))) }
        const complete = completeLayout(document, layout)
        expect(complete.positions).toMatchObject(layout.positions)
        expect(Object.keys(complete.positions).sort()).toEqual(Object.keys(document.blocks).sort())
      }),
    )
  })
})

function backwards<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).reverse())
}
