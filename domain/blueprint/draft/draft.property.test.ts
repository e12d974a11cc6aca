import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { diff, same } from '../diff'
import { type BlueprintDocument, emptyDocument } from '../document'
import { addBlock, connect, removeBlocks, renameBlock, setConfig, setRuntime } from '../operations'
import { arbitraryDocument } from '../testing/arbitrary-document'
import { changeSetSchema, changesBetween, type Drawing } from './change-set'
import { applyChanges, rebase } from './rebase'

vi.setConfig({ testTimeout: 60_000 })

type Act = (drawing: Drawing) => Drawing

const nth = (keys: string[], index: number) => keys[index % Math.max(keys.length, 1)]

function onBlock(act: (document: BlueprintDocument, id: string) => BlueprintDocument, index: number): Act {
  return ({ document, layout }) => {
    const id = nth(Object.keys(document.blocks).sort(), index)
    return { document: id === undefined ? document : act(document, id), layout }
  }
}

const acts = fc.oneof(
  fc
    .tuple(fc.nat(20), fc.string({ minLength: 1, maxLength: 8 }))
    .map(([index, text]): Act => onBlock((document, id) => renameBlock(document, id, `L${text.trim()}`), index)),
  fc.tuple(fc.nat(20), fc.nat(9)).map(
    ([index, value]): Act =>
      onBlock((document, id) => {
        return setConfig(document, id, { ...document.blocks[id]?.config, [`k${value % 3}`]: value })
      }, index),
  ),
  fc.nat(20).map((index): Act => onBlock((document, id) => removeBlocks(document, [id]), index)),
  fc.constantFrom('reason', 'reply', 'branch').map((kind): Act => {
    return ({ document, layout }) => {
      const added = addBlock(document, kind)
      return { document: added.document, layout: { positions: { ...layout.positions, [added.id]: { x: 1, y: 2 } } } }
    }
  }),
  fc.nat(20).map((index): Act => {
    return ({ document, layout }) => {
      const id = nth(Object.keys(document.blocks).sort(), index)
      return {
        document,
        layout: id === undefined ? layout : { positions: { ...layout.positions, [id]: { x: index, y: 0 } } },
      }
    }
  }),
  fc.integer({ min: 128, max: 200 }).map((memoryMb): Act => {
    return ({ document, layout }) => ({ document: setRuntime(document, { memoryMb }), layout })
  }),
)

const work = fc.array(acts, { maxLength: 6 })
const start = arbitraryDocument().map((document): Drawing => {
  const positions = Object.fromEntries(Object.keys(document.blocks).map((id) => [id, { x: 0, y: 0 }]))
  return { document, layout: { positions } }
})
const play = (from: Drawing, list: readonly Act[]) => list.reduce((drawing, act) => act(drawing), from)

describe('changes of two people', () => {
  test('a set leads from one drawing to the other, also after a journey through JSON', () => {
    fc.assert(
      fc.property(start, start, work, (a, other, list) => {
        for (const b of [other, play(a, list)]) {
          const set = changeSetSchema.parse(JSON.parse(JSON.stringify(changesBetween(a, b))))
          expect(same(applyChanges(a, set), b)).toBe(true)
        }
      }),
    )
  })

  test('a browser that rebases its unsent work on what the server stored comes to the server’s drawing', () => {
    fc.assert(
      fc.property(start, work, work, (base, hers, his) => {
        const [hersDone, hisDone] = [play(base, hers), play(base, his)]
        // The server stores hers first, then his set, made without knowing hers.
        const server1 = rebase(base, changesBetween(base, hersDone), 'later-wins').drawing
        const server2 = rebase(server1, changesBetween(base, hisDone), 'later-wins').drawing
        const stored = [changesBetween(base, server1), changesBetween(server1, server2)]
        // She hears of his; he hears of hers while his is unsent.
        const she = stored.reduce(applyChanges, base)
        const he = rebase(
          applyChanges(base, stored[0] ?? { changes: [], moves: [] }),
          changesBetween(base, hisDone),
          'later-wins',
        )
        expect(same(she, server2)).toBe(true)
        expect(same(he.drawing, server2)).toBe(true)
      }),
    )
  })

  test('nothing is lost that nobody overwrote, and what was overwritten is handed back', () => {
    fc.assert(
      fc.property(start, work, work, (base, hers, his) => {
        const hersDone = play(base, hers)
        const { drawing, lost } = rebase(hersDone, changesBetween(base, play(base, his)), 'later-wins')
        const missing = diff(base.document, hersDone.document).filter((change) => {
          if (change.kind !== 'block-changed') return false
          const now = drawing.document.blocks[change.block]
          const after = hersDone.document.blocks[change.block]
          return now === undefined || !same(fieldOf(now, change.field), fieldOf(after, change.field))
        })
        for (const change of missing) {
          expect(
            lost.some((entry) => 'block' in entry.change && 'block' in change && entry.change.block === change.block),
          ).toBe(true)
        }
      }),
    )
  })

  test('undo takes back mine and leaves theirs as it is', () => {
    fc.assert(
      fc.property(start, work, work, (base, mine, theirs) => {
        const mineDone = play(base, mine)
        const both = rebase(mineDone, changesBetween(base, play(base, theirs)), 'later-wins').drawing
        const undone = rebase(both, changesBetween(mineDone, base), 'own-only').drawing
        for (const change of diff(mineDone.document, both.document)) {
          if (change.kind === 'block-added') expect(undone.document.blocks[change.block]).toBeDefined()
          if (change.kind !== 'block-changed') continue
          const now = undone.document.blocks[change.block]
          expect(same(fieldOf(now, change.field), change.after)).toBe(true)
        }
      }),
    )
  })

  test('undo with nobody else about brings back exactly what was', () => {
    fc.assert(
      fc.property(start, work, (base, mine) => {
        const done = play(base, mine)
        expect(same(rebase(done, changesBetween(done, base), 'own-only').drawing, base)).toBe(true)
      }),
    )
  })
})

function fieldOf(block: BlueprintDocument['blocks'][string] | undefined, field: string): unknown {
  if (block === undefined) return undefined
  return field.startsWith('config.') ? block.config[field.slice(7)] : Reflect.get(block, field)
}

describe('two blocks that were added at the same time', () => {
  const base: Drawing = {
    document: addBlock(emptyDocument(), 'chat-message').document,
    layout: { positions: { chat_message: { x: 0, y: 0 } } },
  }
  function added(label: string): Drawing {
    const { document, id } = addBlock(base.document, 'reason', { label, config: { prompt: 'Hi' } })
    const connected = connect(document, { block: 'chat_message', port: 'out' }, { block: id, port: 'in' })
    const reply = addBlock(connected, 'reply', { config: { text: `{{ ${id}.text }}` } })
    return { document: reply.document, layout: { positions: { ...base.layout.positions, [id]: { x: 9, y: 9 } } } }
  }

  test('are two blocks, and connections and references follow the one that got another id', () => {
    const { drawing, renamed } = rebase(added('Hers'), changesBetween(base, added('His')), 'later-wins')
    expect([...renamed]).toEqual([
      ['reason', 'reason_2'],
      ['reply', 'reply_2'],
    ])
    expect(drawing.document.blocks.reason?.label).toBe('Hers')
    expect(drawing.document.blocks.reason_2?.label).toBe('His')
    expect(drawing.document.blocks.reply_2?.config.text).toBe('{{ reason_2.text }}')
    expect(Object.keys(drawing.document.edges)).toContain('chat_message.out>reason_2.in')
    expect(drawing.layout.positions.reason_2).toEqual({ x: 9, y: 9 })
  })
})
