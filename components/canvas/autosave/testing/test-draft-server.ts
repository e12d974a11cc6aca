import { emptyDocument } from '@/domain/blueprint/document'
import { changesBetween, type Drawing } from '@/domain/blueprint/draft/change-set'
import { rebase } from '@/domain/blueprint/draft/rebase'
import type { DraftNews, StoredChange } from '@/domain/blueprint/draft/stored-change'
import { emptyLayout } from '@/domain/blueprint/layout'
import type { DraftServer, SubmitOutcome } from '../autosave'
import type { KeyValueStore } from '../journal'

/** A server that stores change sets as the real one does, and can be told to misbehave. */
export class TestDraftServer {
  drawing: Drawing = { document: emptyDocument(), layout: emptyLayout() }
  rows: StoredChange[] = []
  submits = 0
  inFlight = 0
  mostInFlight = 0
  behaviour: 'good' | 'down' | 'answer-lost' | 'slow' | 'refuses' = 'good'
  private waiting: (() => void)[] = []

  get sequence(): number {
    return this.rows.length + 1
  }

  /** The server as one person's browser reaches it. */
  as(author: string): DraftServer {
    return { submit: (input) => this.submit(author, input) }
  }

  newsSince(sequence: number): DraftNews {
    return structuredClone({ sequence: this.sequence, changes: this.rows.slice(sequence - 1), drawing: null })
  }

  answer(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }

  private async submit(author: string, input: Parameters<DraftServer['submit']>[0]): Promise<SubmitOutcome> {
    this.submits += 1
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    try {
      if (this.behaviour === 'down') throw new Error('unreachable')
      if (this.behaviour === 'refuses') return { type: 'refused', why: 'The drawing is too large.' }
      if (this.behaviour === 'slow') await new Promise<void>((resolve) => this.waiting.push(resolve))
      this.store(author, structuredClone(input))
      if (this.behaviour === 'answer-lost') throw new Error('unreachable')
      return { type: 'stored', news: this.newsSince(input.sequence) }
    } finally {
      this.inFlight -= 1
    }
  }

  private store(author: string, { changeId, set }: Parameters<DraftServer['submit']>[0]): void {
    if (this.rows.some(({ id }) => id === changeId)) return
    const { drawing, renamed } = rebase(this.drawing, set, 'later-wins')
    this.rows.push({
      sequence: this.sequence + 1,
      id: changeId,
      author: { id: author, name: author },
      changes: changesBetween(this.drawing, drawing),
      renamed: Object.fromEntries(renamed),
      words: [],
      lost: [],
      at: new Date(0),
    })
    this.drawing = drawing
  }
}

export function memoryStorage(limit = Number.POSITIVE_INFINITY): KeyValueStore {
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
