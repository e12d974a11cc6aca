import type { ErrorCode } from '@/domain/errors'
import type { SignedBundle } from '@/domain/runtime/bundle'
import type { GuardReport } from '@/domain/runtime/guard-report'

/** A runtime whose control door is up and that has said hello. */
export type LivePeer = {
  /** New at each start of the runtime's process. */
  readonly bootId: string
  readonly guards: GuardReport
  /** What it executes, by its own last word. */
  readonly active: { generation: number; bundleDigest: string } | null
  /** Its last no, until it accepts something. */
  readonly refused: { generation: number; code: ErrorCode; message: string } | null
  /** Sends a bundle and waits for the answer for a moment: it may still come later, and then wakes the strand. */
  apply(generation: number, bundle: SignedBundle, waitMs: number): Promise<void>
}

/** What a runtime said just before its process ended by its own will. */
export type LastWords = { code: ErrorCode; message: string; guards: GuardReport | null }

/** The controller's view of all control doors: who is there now. Nothing of it outlives the process. */
export type ControlPeers = {
  get(runtimeId: string): LivePeer | null
  lastWords(runtimeId: string): LastWords | null
}
