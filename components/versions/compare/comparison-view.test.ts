import { expect, test } from 'vitest'
import type { Snapshot } from '@/components/canvas/store/history'
import { diff } from '@/domain/blueprint/diff'
import { type BlueprintDocument, edgeId, emptyDocument } from '@/domain/blueprint/document'
import { comparisonView } from './comparison-view'

type Places = Record<string, { x: number; y: number }>

function drawing(kinds: Record<string, string>, edges: [string, string, string?][], positions: Places): Snapshot {
  const blocks = Object.fromEntries(
    Object.entries(kinds).map(([id, kind]) => [id, { kind, label: id.toUpperCase(), config: {} }]),
  )
  const drawn = edges.map(([from, to, port = 'out']) => {
    return { from: { block: from, port }, to: { block: to, port: 'in' } }
  })
  const document: BlueprintDocument = {
    ...emptyDocument(),
    blocks,
    edges: Object.fromEntries(drawn.map((edge) => [edgeId(edge), edge])),
  }
  return { document, layout: { positions } }
}

const view = (from: Snapshot, to: Snapshot) => comparisonView(from, to, diff(from.document, to.document))
const column = (...ids: string[]): Places => Object.fromEntries(ids.map((id, row) => [id, { x: 0, y: row * 176 }]))

const before = drawing(
  { chat: 'chat-message', think: 'reason', bye: 'reply' },
  [
    ['chat', 'think'],
    ['think', 'bye'],
  ],
  {
    ...column('chat', 'think', 'bye'),
  },
)

test('two equal drawings are one, and nothing in it is marked', () => {
  const { drawing: whole, blocks, edges, moves } = view(before, before)
  expect(whole).toEqual(before)
  expect(Object.values(blocks).map(({ mark }) => mark)).toEqual(['same', 'same', 'same'])
  expect(Object.values(edges)).toEqual(['same', 'same'])
  expect(moves).toBe(0)
})

test('what either drawing has stands in it once, marked by where it is', () => {
  const after = drawing(
    { chat: 'chat-message', sort: 'decide', bye: 'reply' },
    [
      ['chat', 'sort'],
      ['chat', 'bye'],
    ],
    {
      ...column('chat', 'sort', 'bye'),
    },
  )
  const { drawing: whole, blocks, edges } = view(before, after)
  expect(Object.fromEntries(Object.entries(blocks).map(([id, { mark }]) => [id, mark]))).toEqual({
    chat: 'same',
    think: 'removed',
    bye: 'same',
    sort: 'added',
  })
  expect(edges).toEqual({
    'chat.out>think.in': 'removed',
    'think.out>bye.in': 'removed',
    'chat.out>sort.in': 'added',
    'chat.out>bye.in': 'added',
  })
  expect(Object.keys(whole.layout.positions).sort()).toEqual(Object.keys(whole.document.blocks).sort())
})

test('a block that is gone is drawn beside whatever stands in its place now', () => {
  const after = drawing({ chat: 'chat-message', sort: 'decide' }, [], column('chat', 'sort'))
  const { positions } = view(before, after).drawing.layout
  expect(positions.sort).toEqual({ x: 0, y: 176 })
  expect(positions.think?.x).not.toBe(0)
})

test('settings that changed are counted, and the block as it is now is shown', () => {
  const block = { kind: 'reason', label: 'Ponder', config: { prompt: 'Go on.' } }
  const after = { ...before, document: { ...before.document, blocks: { ...before.document.blocks, think: block } } }
  const { drawing: whole, blocks } = view(before, after)
  expect(blocks.think).toMatchObject({ mark: 'changed', changes: 2 })
  expect(whole.document.blocks.think).toBe(block)
})

test('a move is no change of a block, and is told apart from a drawing that shifted as a whole', () => {
  const shifted = Object.fromEntries(
    Object.entries(before.layout.positions).map(([id, { x, y }]) => [id, { x: x + 40, y: y + 240 }]),
  )
  expect(view(before, { ...before, layout: { positions: shifted } }).moves).toBe(0)
  const moved = { ...shifted, bye: { x: 400, y: 100 } }
  const { blocks, moves } = view(before, { ...before, layout: { positions: moved } })
  expect(moves).toBe(1)
  expect(blocks.bye).toMatchObject({ mark: 'same', movedFrom: { x: 40, y: 352 + 240 } })
})

test('a removed connection keeps an end, though the port it came from is gone', () => {
  const branch = (names: string[]) => ({
    kind: 'branch',
    label: 'B',
    config: { conditions: names.map((name) => ({ name, when: 'true' })) },
  })
  const base = drawing({ b: 'branch', bye: 'reply' }, [['b', 'bye', 'vip']], column('b', 'bye'))
  const withBlock = (block: BlueprintDocument['blocks'][string], edges: BlueprintDocument['edges']): Snapshot => {
    return { ...base, document: { ...base.document, blocks: { ...base.document.blocks, b: block }, edges } }
  }
  const from = withBlock(branch(['VIP', 'Other']), base.document.edges)
  const { blocks, edges } = view(from, withBlock(branch(['Other']), {}))
  expect(edges).toEqual({ 'b.vip>bye.in': 'removed' })
  expect(blocks.b?.lostOutputs).toEqual([{ name: 'vip', label: 'VIP' }])
})

test('a block that became a trigger still shows where it was led to', () => {
  const after = {
    ...before,
    document: {
      ...before.document,
      blocks: { ...before.document.blocks, think: { kind: 'webhook', label: 'THINK', config: {} } },
      edges: {},
    },
  }
  expect(view(before, after).blocks.think).toMatchObject({ mark: 'changed', lostInput: true })
})

test('blocks that were never placed are placed', () => {
  const bare = { document: before.document, layout: { positions: {} } }
  const { positions } = view(bare, bare).drawing.layout
  expect(Object.keys(positions)).toHaveLength(3)
})
