import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '@/domain/blueprint/document'
import { emptyLayout } from '@/domain/blueprint/layout'
import { addBlock } from '../store/commands/blocks'
import { replaceDrawing } from '../store/commands/whole-drawing'
import { undoEdit } from '../store/commit'
import { createEditorStore } from '../store/editor-store'
import { type Autosave, createAutosave, type DraftServer, type SaveOutcome, type ServerDraft } from './autosave'
import { createJournal, type KeyValueStore, leftBehind } from './journal'

const draftKey = 'harbour/desk'
const noLiveTabs: ReadonlySet<string> = new Set()

/** A server that keeps one draft, as the real one does, and can be told to misbehave. */
class TestServer implements DraftServer {
  draft: ServerDraft = draftOf(1)
  saves = 0
  inFlight = 0
  mostInFlight = 0
  behaviour: 'good' | 'down' | 'answer-lost' | 'slow' | 'refuses' = 'good'
  private release: () => void = () => {}

  save: DraftServer['save'] = async ({ document, layout, revision }): Promise<SaveOutcome> => {
    this.saves += 1
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    try {
      if (this.behaviour === 'down') throw new Error('unreachable')
      if (this.behaviour === 'refuses') return { type: 'refused', why: 'The drawing is too large.' }
      if (this.behaviour === 'slow') await new Promise<void>((resolve) => (this.release = resolve))
      if (revision !== this.draft.revision) return { type: 'conflict' }
      this.draft = { ...this.draft, document, layout, revision: revision + 1 }
      if (this.behaviour === 'answer-lost') throw new Error('unreachable')
      return { type: 'saved', revision: this.draft.revision }
    } finally {
      this.inFlight -= 1
    }
  }

  load = async () => this.draft

  answer(): void {
    this.release()
  }
}

function draftOf(revision: number): ServerDraft {
  return { document: emptyDocument(), layout: emptyLayout(), revision, updatedBy: 'Ada', updatedAt: new Date(0) }
}

function memoryStorage(limit = Number.POSITIVE_INFINITY): KeyValueStore {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => {
      if (value.length > limit) throw new Error('QuotaExceededError')
      items.set(key, value)
    },
  }
}

function open(storage = memoryStorage()) {
  const server = new TestServer()
  const store = createEditorStore(server.draft)
  const autosave = createAutosave(store, server, createJournal(storage, draftKey, 'tab'), 1)
  return { server, store, autosave, storage, stop: autosave.start() }
}

const phase = (autosave: Autosave) => autosave.view.getState().phase
const kinds = (draft: ServerDraft) => Object.values(draft.document.blocks).map(({ kind }) => kind)

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
    expect(kinds(server.draft)).toEqual(['chat-message'])
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
    expect(server.saves).toBe(1)
    server.answer()
    server.behaviour = 'good'
    await vi.runAllTimersAsync()
    expect(server.mostInFlight).toBe(1)
    expect(kinds(server.draft)).toEqual(['chat-message', 'reason', 'reply'])
    expect(phase(autosave)).toBe('rest')
  })

  it('keeps everything in the journal while the server is down, and saves it when the server is back', async () => {
    const { server, store, autosave, storage } = open()
    server.behaviour = 'down'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(phase(autosave)).toBe('retrying')
    const [found] = leftBehind(storage, draftKey, noLiveTabs)
    expect(found?.entry.document).toEqual(store.getState().document)
    server.behaviour = 'good'
    await vi.runAllTimersAsync()
    expect(phase(autosave)).toBe('rest')
    expect(storage.length).toBe(0)
  })

  it('takes its own save, whose answer was lost, for an acknowledgement and not for a conflict', async () => {
    const { server, store, autosave } = open()
    server.behaviour = 'answer-lost'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(500)
    server.behaviour = 'good'
    await vi.runAllTimersAsync()
    expect(autosave.view.getState()).toMatchObject({ phase: 'rest', revision: 2 })
  })

  it('overwrites nobody: a conflict waits, and "mine" is saved on top of theirs', async () => {
    const { server, store, autosave } = open()
    server.draft = draftOf(5)
    addBlock(store, 'chat-message')
    await vi.runAllTimersAsync()
    expect(phase(autosave)).toBe('conflict')
    expect(kinds(server.draft)).toEqual([])
    autosave.keepMine()
    await vi.runAllTimersAsync()
    expect(kinds(server.draft)).toEqual(['chat-message'])
    expect(autosave.view.getState()).toMatchObject({ phase: 'rest', revision: 6 })
  })

  it('"theirs" is shown without being saved again, and one undo brings mine back', async () => {
    const { server, store, autosave } = open()
    server.draft = draftOf(5)
    addBlock(store, 'chat-message')
    await vi.runAllTimersAsync()
    autosave.takeTheirs((theirs) => replaceDrawing(store, 'Use their draft', theirs))
    await vi.runAllTimersAsync()
    expect(store.getState().document).toEqual(server.draft.document)
    expect(server.draft.revision).toBe(5)
    undoEdit(store)
    await vi.runAllTimersAsync()
    expect(kinds(server.draft)).toEqual(['chat-message'])
  })

  it('follows a newer draft only while nothing of its own waits', async () => {
    const { store, autosave } = open()
    const newer = draftOf(9)
    expect(autosave.follow(newer, () => {})).toBe(true)
    expect(autosave.view.getState().revision).toBe(9)
    addBlock(store, 'reply')
    expect(autosave.follow(draftOf(10), () => {})).toBe(false)
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
    expect(kinds(server.draft)).toEqual(['chat-message'])
    expect(storage.length).toBe(0)
  })

  it('does not claim to have kept what the browser has no room for', async () => {
    const { server, store, autosave } = open(memoryStorage(10))
    server.behaviour = 'down'
    addBlock(store, 'chat-message')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(autosave.view.getState().journal).toBe('full')
  })
})

describe('the journal', () => {
  it('leaves the entries of living tabs and of other drafts alone, and ignores what is broken', () => {
    const storage = memoryStorage()
    const entry = { baseRevision: 1, unsaved: 2, document: emptyDocument(), layout: emptyLayout() }
    createJournal(storage, draftKey, 'dead').write(entry)
    createJournal(storage, draftKey, 'alive').write(entry)
    createJournal(storage, 'harbour/other', 'dead').write(entry)
    storage.setItem(`bulkhead.draft/${draftKey}/broken`, '{"baseRevision":')
    const found = leftBehind(storage, draftKey, new Set(['alive']))
    expect(found.map(({ key }) => key)).toEqual([`bulkhead.draft/${draftKey}/dead`])
    expect(found[0]?.entry).toMatchObject({ baseRevision: 1, unsaved: 2 })
  })
})
