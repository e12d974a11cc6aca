import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addBlock, renameBlock } from '../store/commands/blocks'
import { undoEdit } from '../store/commit'
import { createEditorStore } from '../store/editor-store'
import { type Autosave, createAutosave } from './autosave'
import { createJournal, leftBehind } from './journal'
import { sendLeftBehind } from './send-left-behind'
import { memoryStorage, TestDraftServer } from './testing/test-draft-server'

const draftKey = 'harbour/desk/ada'
const noLiveTabs: ReadonlySet<string> = new Set()

function open(options: { storage?: ReturnType<typeof memoryStorage>; server?: TestDraftServer; name?: string } = {}) {
  const { storage = memoryStorage(), server = new TestDraftServer(), name = 'Ada' } = options
  const store = createEditorStore(server.drawing)
  const base = { sequence: server.sequence, drawing: server.drawing }
  const journal = createJournal(storage, draftKey, name)
  const autosave = createAutosave({ store, server: server.as(name), journal, base })
  return { server, store, autosave, storage, stop: autosave.start() }
}

type Opened = ReturnType<typeof open>
const phase = (autosave: Autosave) => autosave.view.getState().phase
const kinds = ({ server }: { server: TestDraftServer }) =>
  Object.values(server.drawing.document.blocks).map(({ kind }) => kind)
const labels = ({ store }: Pick<Opened, 'store'>) =>
  Object.values(store.getState().document.blocks).map(({ label }) => label)
const listen = ({ autosave, server }: Opened) => autosave.hear(server.newsSince(autosave.view.getState().revision))

describe('saving a draft', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('saves what was drawn after a pause, and forgets the journal once it is acknowledged', async () => {
    const { server, store, autosave, storage } = open()
    addBlock(store, 'chat-message')
    expect(storage.length).toBe(1)
    await vi.runAllTimersAsync()
    expect(kinds({ server })).toEqual(['chat-message'])
    expect(phase(autosave)).toBe('rest')
    expect(storage.length).toBe(0)
  })

  it('has never two saves in flight, and the last edit wins', async () => {
    const { server, store, autosave } = open()
    server.behaviour = 'slow'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(500)
    addBlock(store, 'reason')
    addBlock(store, 'reply')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.submits).toBe(1)
    server.answer()
    server.behaviour = 'good'
    await vi.runAllTimersAsync()
    expect(server.mostInFlight).toBe(1)
    expect(kinds({ server })).toEqual(['chat-message', 'reason', 'reply'])
    expect(phase(autosave)).toBe('rest')
  })

  it('keeps everything in the journal while the server is down, and saves it when the server is back', async () => {
    const { server, store, autosave, storage } = open()
    server.behaviour = 'down'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(phase(autosave)).toBe('retrying')
    const [found] = leftBehind(storage, draftKey, noLiveTabs)
    expect(found?.entry.sets[0]?.set.changes).toMatchObject([{ kind: 'block-added', block: 'chat_message' }])
    server.behaviour = 'good'
    await vi.runAllTimersAsync()
    expect(phase(autosave)).toBe('rest')
    expect(storage.length).toBe(0)
  })

  it('sends again, after an answer that was lost, what it sent before, and what was drawn since as the next', async () => {
    const { server, store, autosave } = open()
    server.behaviour = 'answer-lost'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(500)
    addBlock(store, 'reason')
    server.behaviour = 'good'
    await vi.runAllTimersAsync()
    expect(autosave.view.getState()).toMatchObject({ phase: 'rest', revision: 3 })
    expect(kinds({ server })).toEqual(['chat-message', 'reason'])
  })

  it('settling saves at once and answers with the acknowledged revision', async () => {
    const { store, autosave } = open()
    addBlock(store, 'chat-message')
    await expect(autosave.settle()).resolves.toBe(2)
  })

  it('settling says what stands in the way', async () => {
    const { server, store, autosave } = open()
    server.behaviour = 'refuses'
    addBlock(store, 'chat-message')
    await expect(autosave.settle()).rejects.toThrow('The drawing is too large.')
  })

  it('stopping saves what is left', async () => {
    const { server, store, stop, storage } = open()
    addBlock(store, 'chat-message')
    stop()
    await vi.runAllTimersAsync()
    expect(kinds({ server })).toEqual(['chat-message'])
    expect(storage.length).toBe(0)
  })

  it('does not claim to have kept what the browser has no room for', async () => {
    const { server, store, autosave } = open({ storage: memoryStorage(10) })
    server.behaviour = 'down'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(autosave.view.getState().journal).toBe('full')
  })
})

describe('two editors of one draft', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Ada and Grace with a block that both see. */
  async function both() {
    const ada = open()
    addBlock(ada.store, 'reason')
    await vi.runAllTimersAsync()
    return { ada, grace: open({ server: ada.server, name: 'Grace' }), server: ada.server }
  }

  it('blocks that both add at the same time are two blocks on both screens', async () => {
    const { ada, grace } = await both()
    addBlock(ada.store, 'reply')
    addBlock(grace.store, 'reply')
    renameBlock(grace.store, 'reply', 'Grace’s')
    await vi.runAllTimersAsync()
    listen(ada)
    listen(grace)
    expect(labels(ada)).toEqual(['Reason', 'Reply', 'Grace’s'])
    expect(labels(grace).toSorted()).toEqual(labels(ada).toSorted())
    expect(grace.store.getState().selection.blocks).toEqual(['reply_2'])
  })

  it('what is drawn while a set is in flight goes to the block that got another id', async () => {
    const { ada, grace, server } = await both()
    addBlock(ada.store, 'reply')
    await vi.runAllTimersAsync()
    server.behaviour = 'slow'
    addBlock(grace.store, 'reply')
    await vi.advanceTimersByTimeAsync(500)
    renameBlock(grace.store, 'reply', 'Grace’s')
    server.behaviour = 'good'
    server.answer()
    await vi.runAllTimersAsync()
    const { blocks } = server.drawing.document
    expect([blocks.reply?.label, blocks.reply_2?.label]).toEqual(['Reply', 'Grace’s'])
  })

  it('undo takes back one’s own step and keeps the other’s, also in the middle of typing', async () => {
    const { ada, grace, server } = await both()
    renameBlock(ada.store, 'reason', 'Rea')
    addBlock(grace.store, 'code')
    await vi.advanceTimersByTimeAsync(900)
    listen(ada)
    renameBlock(ada.store, 'reason', 'Read')
    undoEdit(ada.store)
    await vi.runAllTimersAsync()
    expect(labels(ada)).toEqual(['Reason', 'Code'])
    expect(server.drawing.document.blocks.reason?.label).toBe('Reason')
  })

  it('undo leaves a field alone that somebody changed since', async () => {
    const { ada, grace } = await both()
    renameBlock(ada.store, 'reason', 'Ada’s')
    await vi.runAllTimersAsync()
    listen(grace)
    renameBlock(grace.store, 'reason', 'Grace’s')
    await vi.runAllTimersAsync()
    listen(ada)
    undoEdit(ada.store)
    expect(labels(ada)).toEqual(['Grace’s'])
    expect(ada.store.getState().announcement.text).toMatch('What others changed since stays.')
  })

  it('what others did is no edit of mine: nothing is sent for it', async () => {
    const { ada, grace, server } = await both()
    addBlock(grace.store, 'code')
    await vi.runAllTimersAsync()
    const { submits } = server
    listen(ada)
    await vi.runAllTimersAsync()
    expect(labels(ada)).toEqual(['Reason', 'Code'])
    expect(server.submits).toBe(submits)
    expect(phase(ada.autosave)).toBe('rest')
  })

  it('what a killed tab left is sent by the next, once, and its later half follows new ids', async () => {
    const { ada, grace, server } = await both()
    addBlock(ada.store, 'reply')
    await vi.runAllTimersAsync()
    server.behaviour = 'answer-lost'
    addBlock(grace.store, 'reply')
    await vi.advanceTimersByTimeAsync(500)
    renameBlock(grace.store, 'reply', 'Grace’s')
    const [found] = leftBehind(grace.storage, draftKey, noLiveTabs)
    if (found === undefined) throw new Error('the journal is empty')
    server.behaviour = 'good'
    const next = open({ server, name: 'Grace' })
    expect(await sendLeftBehind({ ...next, server: server.as('Grace'), entry: found.entry })).toBeUndefined()
    expect(labels(next)).toEqual(['Reason', 'Reply', 'Grace’s'])
  })
})

describe('the journal', () => {
  it('leaves the entries of living tabs, other people and other drafts alone, and ignores what is broken', () => {
    const storage = memoryStorage()
    const set = { changes: [], moves: [{ block: 'reason', after: { x: 1, y: 2 } }] }
    const entry = { sequence: 1, unsaved: 2, sets: [{ id: crypto.randomUUID(), set }] }
    createJournal(storage, draftKey, 'dead').write(entry)
    createJournal(storage, draftKey, 'alive').write(entry)
    createJournal(storage, 'harbour/desk/grace', 'dead').write(entry)
    createJournal(storage, 'harbour/other/ada', 'dead').write(entry)
    storage.setItem(`bulkhead.changes/${draftKey}/broken`, '{"sequence":')
    const found = leftBehind(storage, draftKey, new Set(['alive']))
    expect(found.map(({ key }) => key)).toEqual([`bulkhead.changes/${draftKey}/dead`])
    expect(found[0]?.entry).toMatchObject(entry)
  })
})
