import type { EngineEvent, RuntimePhase, RuntimeRequest } from '../port'

/** What would survive the controller's death: containers, folders, remembered generations. Engine objects come and go. */
export type FakeRuntime = {
  request: RuntimeRequest
  bootDigest: string
  /** `created`: made, never started (a crash in between). */
  phase: RuntimePhase | 'created'
  startedAt?: string
  exit?: { code: number | null; outOfMemory: boolean; at: string }
  program?: FakeProgram | undefined
}

export type FakeBoot = { installation: string; request: RuntimeRequest; env: Readonly<Record<string, string>> }

/** Stands for the runtime's process, e.g. a peer that dials real doors. */
export type FakeProgram = { stop(): void; pause?(): void; resume?(): void }

export type FakeCall =
  | 'check'
  | 'resolveImage'
  | 'ensure'
  | 'inspect'
  | 'list'
  | 'pause'
  | 'resume'
  | 'restart'
  | 'remove'

export type FakeCallRecord = { call: FakeCall; installation: string; runtimeId?: string; generation?: number }

export type FakeWorld = {
  /** By `<installation>/<runtimeId>`. */
  readonly runtimes: Map<string, FakeRuntime>
  readonly honoured: Map<string, number>
  /** Data folders: what the tenant wrote, by the same key. */
  readonly data: Map<string, string>
  /** Every call that reached an engine, in order: count them to see that nothing was done twice. */
  readonly calls: FakeCallRecord[]
  /** What `resolveImage` gives. */
  image: string
  /** What there is to run. */
  readonly images: Set<string>
  /** Runs before each call takes effect: throw to fail it, wait to stall it. */
  before: (record: FakeCallRecord) => Promise<void> | void
  /** Runs at each start of a runtime. */
  program: (boot: FakeBoot) => FakeProgram | undefined
  /** The runtime's process ends by itself. */
  exit(installation: string, runtimeId: string, exit: { code: number | null; outOfMemory?: boolean }): void
  /** A child inside is killed for memory; the runtime lives on. */
  killChild(installation: string, runtimeId: string): void
  /** Every event stream breaks and comes back; what is pushed while it is down is lost. */
  breakEventStreams(whileDown?: () => void): void
  publish(installation: string, event: EngineEvent): void
  subscribe(installation: string, listener: (event: EngineEvent) => void): () => void
}

export const fakeKey = (installation: string, runtimeId: string) => `${installation}/${runtimeId}`

export function createFakeWorld(): FakeWorld {
  const listeners = new Set<{ installation: string; listener: (event: EngineEvent) => void }>()
  let streamsDown = false
  const world: FakeWorld = {
    runtimes: new Map(),
    honoured: new Map(),
    data: new Map(),
    calls: [],
    image: 'fake-image:1',
    images: new Set(['fake-image:1']),
    before: () => undefined,
    program: () => undefined,
    exit(installation, runtimeId, { code, outOfMemory = false }) {
      const runtime = world.runtimes.get(fakeKey(installation, runtimeId))
      if (!runtime || (runtime.phase !== 'running' && runtime.phase !== 'paused')) return
      runtime.phase = 'exited'
      runtime.exit = { code, outOfMemory, at: new Date().toISOString() }
      runtime.program?.stop()
      runtime.program = undefined
      if (outOfMemory) world.publish(installation, { type: 'out-of-memory', runtimeId })
      world.publish(installation, { type: 'exited', runtimeId, exitCode: code })
    },
    killChild: (installation, runtimeId) => world.publish(installation, { type: 'out-of-memory', runtimeId }),
    breakEventStreams(whileDown) {
      streamsDown = true
      whileDown?.()
      streamsDown = false
      for (const { listener } of listeners) listener({ type: 'resynchronise' })
    },
    publish(installation, event) {
      if (streamsDown) return
      for (const entry of listeners) if (entry.installation === installation) entry.listener(event)
    },
    subscribe(installation, listener) {
      const entry = { installation, listener }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
  }
  return world
}
