import type { GuardId } from '@/domain/runtime/guard-report'

/**
 * The provisioning port: how the controller asks an engine for runtimes. Data in, data out; every call can be repeated.
 * Errors are `BulkheadError`s: `engine-unavailable` (try again later), `engine-refused` (will not work as asked),
 * `stale-generation` (a newer request was already honoured).
 */
export type EngineName = 'docker' | 'process' | 'fake'

/** Everything that an engine needs to render one runtime. A test fails when a field is not rendered. */
export type RuntimeRequest = {
  runtimeId: string
  workspaceId: string
  tenantId: string
  tenantSlug: string
  /** Rises with each change of what is desired. An older one than was last honoured is refused. */
  generation: number
  /** What to run: an engine's own reference, from `Engine.resolveImage`. */
  image: string
  memoryMb: number
  cpus: number
  pids: number
  /** Base64 SPKI DER of the Ed25519 key that bundles are signed with. */
  bundleKey: string
}

export type RuntimePhase = 'running' | 'paused' | 'exited'

export type RuntimeObservation = {
  runtimeId: string
  workspaceId: string
  tenantId: string
  /** The highest that was honoured; the container itself may have been made for an older one. */
  generation: number
  /** Changes when, and only when, the runtime must be replaced: image, limits, boot environment. */
  bootDigest: string
  phase: RuntimePhase
  exit?: { code: number | null; outOfMemory: boolean; at: string }
  startedAt?: string
}

export type EnsureOutcome = {
  /** `created`: there was none. `replaced`: boot digest differed. `started`: it had exited or was paused. `unchanged`: as asked already. */
  action: 'created' | 'replaced' | 'started' | 'unchanged'
  observation: RuntimeObservation
}

export type EngineEvent =
  | { type: 'started' | 'paused' | 'resumed' | 'removed'; runtimeId: string }
  | { type: 'exited'; runtimeId: string; exitCode: number | null }
  /** Something inside was killed for memory; the runtime itself may live on. */
  | { type: 'out-of-memory'; runtimeId: string }
  /** The stream was (re-)established: what happened before may have been missed, so read state now. */
  | { type: 'resynchronise' }

export type Engine = {
  readonly name: EngineName
  /** Guards that this engine cannot meet. Empty: sealed, fit for customers. */
  readonly waivedGuards: readonly GuardId[]
  /** Is the engine there? Throws `engine-unavailable` with what to do about it. */
  check(): Promise<void>
  /** The reference for the platform's runtime image, building or loading it if needed. Idempotent. */
  resolveImage(): Promise<string>
  /** The digest that `ensure` would give this request: pure, for planning hot against cold. */
  bootDigest(request: RuntimeRequest): string
  /** Makes it so: doors folder, data folder, container, started. Repeating it changes nothing. */
  ensure(request: RuntimeRequest): Promise<EnsureOutcome>
  inspect(runtimeId: string): Promise<RuntimeObservation | null>
  /** All runtimes of this installation. */
  list(): Promise<RuntimeObservation[]>
  pause(runtimeId: string): Promise<void>
  resume(runtimeId: string): Promise<void>
  /** Asks it to stop, gives it `graceMs`, then ends it; and starts it again. */
  restart(runtimeId: string, graceMs: number): Promise<RuntimeObservation>
  /** Idempotent. `keepData: false` destroys the tenant's data folder too. */
  remove(runtimeId: string, options: { graceMs: number; keepData: boolean }): Promise<'removed' | 'absent'>
  /** Never throws for a lost engine: reconnects with back-off and yields `resynchronise`. Ends when aborted. */
  events(signal: AbortSignal): AsyncIterable<EngineEvent>
}

/** Folders of this installation, on the host. Doors paths must stay short: a unix socket path holds 107 bytes. */
export type EngineFolders = { doors: string; data: string }
