import { createEditorStore } from '../../store/editor-store'
import { createAutosave, type DraftServer } from '../autosave'
import { createJournal, type KeyValueStore, leftBehind, removeEntry } from '../journal'
import { sendLeftBehind } from '../send-left-behind'
import { memoryStorage, type TestDraftServer } from './test-draft-server'

/** One person's browser: its tab may be killed at any moment, and another opened with what it kept. */
export class TestBrowser {
  private readonly server: TestDraftServer
  readonly name: string
  private readonly storage = memoryStorage()
  private tabs = 0
  private tab: ReturnType<TestBrowser['open']>

  constructor(server: TestDraftServer, name: string) {
    this.server = server
    this.name = name
    this.tab = this.open()
  }

  get store() {
    return this.tab.store
  }

  get autosave() {
    return this.tab.autosave
  }

  /** The live draft brings what was stored. */
  listen(): void {
    this.autosave.hear(this.server.newsSince(this.autosave.view.getState().revision))
  }

  /** As a killed process: what is on its way may arrive, but no answer is heard and nothing is written any more. */
  kill(): void {
    this.tab.life.over = true
    this.tab = this.open()
  }

  async recover(): Promise<void> {
    for (const { key, entry } of leftBehind(this.storage, this.name, new Set([this.tab.id]))) {
      await sendLeftBehind({ entry, server: this.server.as(this.name), store: this.store, autosave: this.autosave })
      removeEntry(this.storage, key)
    }
  }

  private open() {
    this.tabs += 1
    const id = `tab${this.tabs}`
    const life = { over: false }
    const { drawing, sequence } = this.server
    const store = createEditorStore(drawing)
    const autosave = createAutosave({
      store,
      server: mortalServer(this.server.as(this.name), life),
      journal: createJournal(mortalStorage(this.storage, life), this.name, id),
      base: { sequence, drawing },
    })
    autosave.start()
    return { id, life, store, autosave }
  }
}

type Life = { over: boolean }
const never = new Promise<never>(() => undefined)

function mortalServer(server: DraftServer, life: Life): DraftServer {
  return {
    submit: async (input) => {
      if (life.over) return never
      const outcome = await server.submit(input).catch((error: unknown) => (life.over ? never : Promise.reject(error)))
      return life.over ? never : outcome
    },
  }
}

function mortalStorage(storage: KeyValueStore, life: Life): KeyValueStore {
  return {
    get length() {
      return storage.length
    },
    key: (index) => storage.key(index),
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => life.over || storage.setItem(key, value),
    removeItem: (key) => life.over || storage.removeItem(key),
  }
}
