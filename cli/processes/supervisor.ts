import { say } from '../terminal/progress'
import {
  logSize,
  type RunningService,
  type ServiceFolders,
  type ServiceSpec,
  startService,
  waitUntilReady,
} from './service'

const firstBackOffMs = 500
const longestBackOffMs = 10_000
const readyTimeoutMs = 60_000

export type Supervisor = {
  /** Starts all, waits until each is ready, and from then on restarts whatever dies. */
  start(): Promise<void>
  /** In reverse order of starting, each with its grace period. */
  stop(): Promise<void>
}

export function superviseServices(specs: readonly ServiceSpec[], folders: ServiceFolders): Supervisor {
  const running = new Map<string, RunningService>()
  const timers = new Map<string, NodeJS.Timeout>()
  let stopping = false

  async function startOne(spec: ServiceSpec, backOffMs: number): Promise<void> {
    const from = logSize(folders, spec.name)
    const startedAt = Date.now()
    const service = await startService(spec, folders)
    running.set(spec.name, service)
    void service.ended.then(({ code, signal }) => {
      running.delete(spec.name)
      if (stopping) return
      const nextMs = Date.now() - startedAt > 60_000 ? firstBackOffMs : Math.min(backOffMs * 2, longestBackOffMs)
      say(`! ${spec.name} ended (${signal ?? `code ${code}`}); starting it again. Its log: ${service.logFile}`)
      startLater(spec, backOffMs, nextMs)
    })
    if (stopping) service.child.kill('SIGTERM')
    await waitUntilReady(service, from, readyTimeoutMs).catch((error: unknown) => {
      if (!stopping) throw error
    })
  }

  function startLater(spec: ServiceSpec, afterMs: number, backOffMs: number): void {
    if (stopping || timers.has(spec.name)) return
    const begin = () => {
      timers.delete(spec.name)
      startOne(spec, backOffMs).catch((error: Error) => {
        say(`! ${error.message}`)
        // It may not even have become a process (a full disk, say): then nobody told of its end.
        if (!running.has(spec.name)) startLater(spec, backOffMs, Math.min(backOffMs * 2, longestBackOffMs))
      })
    }
    timers.set(spec.name, setTimeout(begin, afterMs))
  }

  return {
    async start() {
      await Promise.all(specs.map((spec) => startOne(spec, firstBackOffMs)))
    },
    async stop() {
      stopping = true
      for (const timer of timers.values()) clearTimeout(timer)
      for (const spec of [...specs].reverse()) {
        const service = running.get(spec.name)
        if (service !== undefined) await endService(service)
      }
    },
  }
}

async function endService(service: RunningService): Promise<void> {
  service.child.kill('SIGTERM')
  const killer = setTimeout(() => service.child.kill('SIGKILL'), 15_000)
  await service.ended
  clearTimeout(killer)
}
