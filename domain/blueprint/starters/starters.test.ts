import { describe, expect, test } from 'vitest'
import { compile } from '../compile'
import { lint } from '../lint'
import { parseDocument } from '../parse'
import { starters } from './registry'

describe.each(starters)('the starter $id', ({ document, layout }) => {
  test('is a document without a single problem', () => {
    expect(lint(parseDocument(document))).toEqual([])
  })

  test('has a place for each block, and no two blocks overlap', () => {
    expect(Object.keys(layout.positions).sort()).toEqual(Object.keys(document.blocks).sort())
    const places = Object.values(layout.positions)
    for (const [index, place] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        expect(Math.abs(place.x - other.x) >= 280 || Math.abs(place.y - other.y) >= 160).toBe(true)
      }
    }
  })

  test('runs downwards: each edge leads to a lower row', () => {
    for (const { from, to } of Object.values(document.edges)) {
      expect(layout.positions[to.block]?.y).toBeGreaterThan(layout.positions[from.block]?.y ?? Number.POSITIVE_INFINITY)
    }
  })

  test('compiles for a tenant that filled in nothing', () => {
    const id = '00000000-0000-4000-8000-000000000001'
    const { bundle } = compile({
      document,
      version: 1,
      blueprint: { id, name: 'Starter' },
      workspaceId: id,
      tenant: { id, slug: 'acme', name: 'Acme' },
      slotValues: {},
    })
    expect(Object.keys(bundle.slots)).toEqual(Object.keys(document.slots).sort())
  })
})
