import type { ErrorCode } from '@/domain/errors'
import type { Nest, TriggerEvent, Wait, Wake } from '../interpreter/block-runner'

/** `running`: in hand, or to be taken up again at the next start. `waiting`: nothing to do until it is woken. */
export type RunState = 'running' | 'waiting' | 'ended' | 'failed'

/** What started a run, which blocks it started, and what they read as `input`. Null in runs of the oldest stores. */
export type RunTrigger = {
  event: TriggerEvent
  fired: readonly string[]
  input: Readonly<Record<string, unknown>>
} | null

export type RunRecord = {
  /** Short and local, for the store's own keys. */
  seq: number
  id: string
  session: string
  bundleDigest: string
  blueprintVersion: number
  trigger: RunTrigger
  state: RunState
  startedAt: number
  /** Time spent working, without waits. */
  activeMs: number
  /** Replies that are in the conversation already. */
  repliesTold: number
  /** Whether what started the run is in the conversation. */
  said: boolean
  error: { code: ErrorCode; message: string } | null
}

export type StepUsage = {
  inputTokens: number
  outputTokens: number
  costUsd?: number
  models: { name: string; demo: boolean }[]
}

/** Why a step waits: by its own kind, for the next try, or for the yes that a rule asks for. */
export type WaitReason = 'block' | 'retry' | 'rule'

/**
 * What is written down about a step, in order. Its place in the run is its key: `answer`, `each[3]/answer` in the fourth
 * item of the loop `each`, `sub/answer` in a subflow; `each[3]` is the item itself.
 */
export type StepEvent =
  | { type: 'started' }
  | { type: 'noted'; name: string; value: unknown; usage?: StepUsage }
  | { type: 'nested'; nest: Nest; usage?: StepUsage }
  | { type: 'waiting'; wait: Wait; reason: WaitReason; usage?: StepUsage }
  | { type: 'woken'; wake: Wake; reason: WaitReason; subject?: string }
  | { type: 'tried'; code: ErrorCode; message: string; usage?: StepUsage }
  | { type: 'ended'; port: string; output: unknown; reply?: string; usage?: StepUsage }
  | { type: 'failed'; code: ErrorCode; message: string; usage?: StepUsage }

export type StoredEvent = { seq: number; at: number; step: string } & StepEvent

export type StoredSignal = { seq: number; step: string; wake: Wake }
