import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Problem } from '@/domain/blueprint/problem'
import type { Access, Trace } from './preview-address'

export type Entry = { id: number; from: 'you' | 'agent' | 'note'; text: string; failed?: boolean }

export type TestState = {
  readonly open: boolean
  /** What the panel is at; null: at rest. */
  readonly busy: 'starting' | 'answering' | null
  /** What the preview says of its start. */
  readonly progress: string
  readonly preview: (Access & { slug: string }) | null
  /** Of the drawing that answers, or answered last. */
  readonly digest: string | null
  readonly session: string | null
  readonly entries: readonly Entry[]
  readonly trace: Trace | null
  /** Lint errors that keep this drawing from running. */
  readonly problems: readonly Problem[]
  readonly trouble: string | null
}

export type TestStore = StoreApi<TestState>

export const emptyTest: TestState = {
  open: false,
  busy: null,
  progress: '',
  preview: null,
  digest: null,
  session: null,
  entries: [],
  trace: null,
  problems: [],
  trouble: null,
}

export const createTestStore = (): TestStore => createStore<TestState>(() => emptyTest)
