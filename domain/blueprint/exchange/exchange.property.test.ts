import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BulkheadError } from '../../errors'
import { subflowKey } from '../block-kinds/subflow'
import { digestOf } from '../digest'
import type { BlueprintDocument, Slot } from '../document'
import { lint } from '../lint'
import { arbitraryDocument, subflowSources } from '../testing/arbitrary-document'
import type { SubflowReference } from './blueprint-file'
import { applySubflows, matchSubflows } from './match-subflows'
import { readImport } from './read-import'
import { blueprintFileText, writeBlueprintFile } from './write-blueprint-file'

const known: SubflowReference[] = [...subflowSources.values()].map(({ blueprint, version, name, document }) => {
  return { blueprint, version, name, digest: digestOf(document) }
})

const drawing = fc.record({
  name: fc.constantFrom('Desk', 'Ünïcödé 💡', '"quoted"'),
  document: arbitraryDocument(),
  at: fc.array(fc.record({ x: fc.integer(), y: fc.double({ noNaN: true, noDefaultInfinity: true }) }), {
    minLength: 1,
  }),
})

function placed(document: BlueprintDocument, at: readonly { x: number; y: number }[]) {
  const places = Object.keys(document.blocks).map((id, index) => [id, at[index % at.length] ?? { x: 0, y: 0 }])
  return { positions: Object.fromEntries(places) }
}

describe('a blueprint that goes out and comes in again', () => {
  it('is the same: name, drawing, digest and places', () => {
    fc.assert(
      fc.property(drawing, ({ name, document, at }) => {
        const layout = placed(document, at)
        const text = blueprintFileText(writeBlueprintFile({ name, document, layout }, known))
        const incoming = readImport(text)
        const kept = applySubflows(incoming.document, matchSubflows(incoming.document, incoming.subflows, known))
        expect({ name: incoming.name, document: kept }).toEqual({ name, document })
        expect(digestOf(kept)).toBe(digestOf(document))
        expect(JSON.stringify(incoming.layout)).toBe(JSON.stringify(layout))
        expect(incoming.report).toEqual({ mapped: [], changed: [], notMapped: [] })
        expect(blueprintFileText(writeBlueprintFile({ name, document: kept, layout }, known))).toBe(text)
      }),
    )
  })

  it('calls what is the same here, and nothing where nothing is', () => {
    fc.assert(
      fc.property(arbitraryDocument(), fc.boolean(), (document, isHere) => {
        const file = writeBlueprintFile({ name: 'Desk', document, layout: { positions: {} } }, known)
        const elsewhere = known.map((reference) => ({ ...reference, blueprint: crypto.randomUUID(), version: 7 }))
        const matches = matchSubflows(document, file.subflows, isHere ? elsewhere : [])
        const led = applySubflows(document, matches)
        const codes = lint(led).filter(({ severity }) => severity === 'error')
        const calls = Object.entries(led.blocks).filter(([, { kind }]) => kind === 'subflow')
        for (const [id, { config }] of calls) {
          if (isHere) expect(known.map(subflowKey)).not.toContain(subflowKey(config.target as SubflowReference))
          else expect(codes).toContainEqual(expect.objectContaining({ at: { block: id, field: 'target' } }))
        }
        expect(codes).toHaveLength(isHere ? 0 : calls.length)
      }),
    )
  })

  it('never carries the value of a secret', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (document) => {
        const secret: Slot = { type: 'secret', label: 'Key', owner: 'tenant', required: false, default: 'hunter2' }
        const held = { ...document, slots: { ...document.slots, key: secret } }
        const file = writeBlueprintFile({ name: 'Desk', document: held, layout: { positions: {} } }, known)
        expect(blueprintFileText(file)).not.toContain('hunter2')
        const forced = { ...file, digest: digestOf(held), document: held }
        const incoming = readImport(JSON.stringify(forced))
        expect(JSON.stringify(incoming)).not.toContain('hunter2')
        expect(incoming.report.changed.map(({ what }) => what)).toEqual(['Slot "Key"'])
      }),
    )
  })
})

it('whatever is given, it is read or refused with a sentence, whole', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json({ maxDepth: 6 }),
    fc.json().map((json) => `{"format":"bulkhead-blueprint","formatVersion":1,"name":"x","document":${json}}`),
    fc
      .record({ document: fc.jsonValue(), layout: fc.jsonValue(), subflows: fc.jsonValue() }, { requiredKeys: [] })
      .map((parts) => JSON.stringify({ format: 'bulkhead-blueprint', formatVersion: 1, name: 'x', ...parts })),
    fc.integer({ min: 1, max: 40_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  )
  fc.assert(
    fc.property(anything, (text) => {
      try {
        readImport(text)
      } catch (error) {
        expect(error).toBeInstanceOf(BulkheadError)
        expect((error as BulkheadError).message).toMatch(/[.:]/)
      }
    }),
  )
})
