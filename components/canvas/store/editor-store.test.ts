import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { emptyDocument } from '@/domain/blueprint/document'
import { emptyLayout } from '@/domain/blueprint/layout'
import { parseDocument } from '@/domain/blueprint/parse'
import { arbitraryDocument } from '@/domain/blueprint/testing/arbitrary-document'
import { outputsOf } from '../block-geometry'
import { completeLayout } from '../tidy'
import { addBlock, copySelected, duplicateSelected, paste, removeSelected, renameBlock } from './commands/blocks'
import { setConfigValue, setHandlingValue } from './commands/config'
import { connectBlocks } from './commands/connections'
import { moveBlocks, tidyLayout } from './commands/layout'
import { selectAll, setSelection } from './commands/selection'
import { removeSlot, setPolicyValue, setRuntime, setSlot } from './commands/settings'
import { redoEdit, undoEdit } from './commit'
import { createEditorStore, type EditorStore } from './editor-store'
import { historyLimits } from './history'

const kinds = Object.keys(blockKinds)

/** One edit, with numbers that choose among whatever is there when it runs. */
type Choice = { command: keyof typeof commands; a: number; b: number }

const commands = {
  add: (store, { a, b }) => addBlock(store, pick(kinds, a) ?? 'reply', { at: { x: b, y: a } }),
  remove: (store) => removeSelected(store),
  select: (store, { a, b }) =>
    setSelection(store, { blocks: [pick(ids(store), a), pick(ids(store), b)].filter(isString) }),
  selectAll: (store) => selectAll(store),
  rename: (store, { a, b }) => withBlock(store, a, (id) => renameBlock(store, id, `Name ${b}`)),
  type: (store, { a, b }) => withBlock(store, a, (id) => setConfigValue(store, id, ['prompt'], `Prompt ${b}`)),
  branch: (store, { a, b }) =>
    withBlock(store, a, (id) => setConfigValue(store, id, ['branches', 0, 'name'], `Name ${b % 3}`)),
  connect: (store, { a, b }) =>
    withBlock(store, a, (id) => {
      const block = store.getState().document.blocks[id]
      const port = pick(block === undefined ? [] : outputsOf(block), b)?.name
      const target = pick(ids(store), b)
      if (port && target) connectBlocks(store, { from: { block: id, port }, to: { block: target, port: 'in' } })
    }),
  drag: (store, { a, b }) => withBlock(store, a, (id) => moveBlocks(store, { [id]: { x: b, y: a } }, 'drag')),
  nudge: (store, { a, b }) => withBlock(store, a, (id) => moveBlocks(store, { [id]: { x: b, y: b } }, 'keys')),
  duplicate: (store) => duplicateSelected(store),
  paste: (store, { a, b }) => {
    const copied = copySelected(store)
    if (copied) paste(store, copied, 'Paste', { x: a, y: b })
  },
  tidy: (store) => tidyLayout(store),
  slot: (store, { a }) =>
    setSlot(store, `slot_${a % 3}`, { type: 'text', label: `Slot ${a}`, owner: 'tenant', required: false }),
  removeSlot: (store, { a }) => removeSlot(store, `slot_${a % 3}`),
  runtime: (store, { a }) => setRuntime(store, { memoryMb: 128 + (a % 5) }),
  sessions: (store, { a }) => setPolicyValue(store, ['sessions'], a % 2 === 0 ? 'finish' : 'move'),
  rule: (store, { a, b }) =>
    setPolicyValue(store, ['rules'], a % 3 === 0 ? [] : [{ name: `Rule ${b}`, effect: 'deny', when: 'true' }]),
  handling: (store, { a, b }) =>
    withBlock(store, a, (id) => setHandlingValue(store, id, ['retries'], b % 4 === 0 ? undefined : b % 4)),
} satisfies Record<string, (store: EditorStore, choice: { a: number; b: number }) => void>

const choices: fc.Arbitrary<Choice[]> = fc.array(
  fc.record({
    command: fc.constantFrom(...(Object.keys(commands) as (keyof typeof commands)[])),
    a: fc.nat(500),
    b: fc.nat(500),
  }),
  { maxLength: 30 },
)

const starts = arbitraryDocument().map((document) => ({
  document,
  layout: completeLayout(document, { positions: {} }),
}))

function play(store: EditorStore, sequence: readonly Choice[]): void {
  for (const choice of sequence) commands[choice.command](store, choice)
}

function drawing(store: EditorStore) {
  const { document, layout } = store.getState()
  return { document, layout }
}

describe('undo and redo', () => {
  it('undoing everything gives the start, redoing everything gives the end', () => {
    fc.assert(
      fc.property(starts, choices, (start, sequence) => {
        const store = createEditorStore(start)
        play(store, sequence)
        const end = drawing(store)
        const steps = store.getState().history.past.length
        for (let step = 0; step < steps; step += 1) undoEdit(store)
        expect(drawing(store)).toEqual(start)
        expect(store.getState().history.past).toEqual([])
        for (let step = 0; step < steps; step += 1) redoEdit(store)
        expect(drawing(store)).toEqual(end)
      }),
    )
  })

  it('whatever is done, the drawing stays one that the server accepts, and nothing selected is missing', () => {
    fc.assert(
      fc.property(starts, choices, (start, sequence) => {
        const store = createEditorStore(start)
        play(store, sequence)
        const { document, layout, selection } = store.getState()
        expect(parseDocument(document)).toEqual(document)
        expect(Object.keys(layout.positions).sort()).toEqual(Object.keys(document.blocks).sort())
        expect(selection.blocks.every((id) => id in document.blocks)).toBe(true)
      }),
    )
  })

  it('a new edit after an undo drops what could be redone', () => {
    const store = emptyStore()
    addBlock(store, 'chat-message')
    addBlock(store, 'reason')
    undoEdit(store)
    addBlock(store, 'reply')
    expect(store.getState().history.future).toEqual([])
    redoEdit(store)
    expect(Object.values(store.getState().document.blocks).map(({ kind }) => kind)).toEqual(['chat-message', 'reply'])
  })
})

describe('steps of the history', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
    return () => vi.useRealTimers()
  })

  it('typing in one field without a pause is one step, and another field begins another', () => {
    const store = emptyStore()
    addBlock(store, 'reason')
    const before = store.getState().document
    for (const text of ['H', 'He', 'Hel']) setConfigValue(store, 'reason', ['prompt'], text)
    setConfigValue(store, 'reason', ['instructions'], 'x')
    undoEdit(store)
    expect(store.getState().document.blocks.reason?.config.prompt).toBe('Hel')
    undoEdit(store)
    expect(store.getState().document).toBe(before)
  })

  it('typing after a pause is a step of its own', () => {
    const store = emptyStore()
    addBlock(store, 'reason')
    setConfigValue(store, 'reason', ['prompt'], 'one')
    vi.advanceTimersByTime(historyLimits.mergeWithinMs + 1)
    setConfigValue(store, 'reason', ['prompt'], 'one two')
    undoEdit(store)
    expect(store.getState().document.blocks.reason?.config.prompt).toBe('one')
  })

  it('arrow keys in quick succession are one step, two drags are two', () => {
    const store = emptyStore()
    addBlock(store, 'reply', { at: { x: 0, y: 0 } })
    for (const x of [8, 16, 24]) moveBlocks(store, { reply: { x, y: 0 } }, 'keys')
    undoEdit(store)
    expect(store.getState().layout.positions.reply).toEqual({ x: 0, y: 0 })
    for (const x of [80, 160]) moveBlocks(store, { reply: { x, y: 0 } }, 'drag')
    undoEdit(store)
    expect(store.getState().layout.positions.reply).toEqual({ x: 80, y: 0 })
  })

  it('are named as a person would say them', () => {
    const store = emptyStore()
    for (const kind of ['chat-message', 'reason', 'reply']) addBlock(store, kind)
    moveBlocks(store, { reason: { x: 5, y: 5 }, reply: { x: 6, y: 6 }, chat_message: { x: 7, y: 7 } }, 'drag')
    expect(store.getState().history.past.at(-1)?.name).toBe('Move 3 blocks')
    undoEdit(store)
    expect(store.getState().announcement.text).toBe('Undid: Move 3 blocks.')
  })
})

describe('connecting', () => {
  it('says why a circle is refused and draws nothing', () => {
    const store = emptyStore()
    addBlock(store, 'reason')
    addBlock(store, 'reply')
    connectBlocks(store, edge('reason', 'reply'))
    connectBlocks(store, edge('reply', 'reason'))
    expect(Object.keys(store.getState().document.edges)).toHaveLength(1)
    expect(store.getState().refusal.text).toContain('circle')
  })

  it('a block added at the loose end of a connection comes connected, in one step', () => {
    const store = emptyStore()
    addBlock(store, 'chat-message')
    addBlock(store, 'reason', { from: { block: 'chat_message', port: 'out' } })
    expect(Object.keys(store.getState().document.edges)).toEqual(['chat_message.out>reason.in'])
    undoEdit(store)
    expect(Object.keys(store.getState().document.blocks)).toEqual(['chat_message'])
    expect(store.getState().document.edges).toEqual({})
  })
})

function emptyStore(): EditorStore {
  return createEditorStore({ document: emptyDocument(), layout: emptyLayout() })
}

function edge(from: string, to: string) {
  return { from: { block: from, port: 'out' }, to: { block: to, port: 'in' } }
}

function ids(store: EditorStore): string[] {
  return Object.keys(store.getState().document.blocks)
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length]
}

function withBlock(store: EditorStore, index: number, act: (id: string) => void): void {
  const id = pick(ids(store), index)
  if (id !== undefined) act(id)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}
