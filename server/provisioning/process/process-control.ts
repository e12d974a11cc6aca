import { constants } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { BulkheadError } from '@/domain/errors'
import { type ProcessExit, start } from './pid-file'
import type { Found, ProcessRecord, ProcessRecords } from './process-records'
import { lookAt, type ProcessName } from './process-table'

const pollMs = 20
/** After SIGKILL only the kernel is left to wait for. */
const killDeadlineMs = 10_000

export type ProcessControl = {
  start(record: ProcessRecord): Promise<void>
  /** SIGTERM, then SIGKILL; returns when it is gone. */
  stop(found: Found, graceMs: number): Promise<void>
  /** Ends it for having taken more than its memory. */
  killForMemory(runtimeId: string, name: ProcessName): Promise<void>
  /** Its end has been written down, if it was our child. */
  settled(name: ProcessName): Promise<void>
}

export function createProcessControl(records: ProcessRecords): ProcessControl {
  const children = new Map<string, Promise<unknown>>()
  const overMemory = new Set<string>()
  const keyOf = ({ pid, birth }: ProcessName) => `${pid}:${birth}`

  function adopt(runtimeId: string, name: ProcessName, exited: Promise<ProcessExit>): void {
    const key = keyOf(name)
    const noted = exited.then(({ code, signal }) =>
      records.noteExit(runtimeId, name, code ?? codeOf(signal), overMemory.has(key)),
    )
    // A removed runtime has nowhere to note it any more.
    const settled = noted.catch(() => undefined).finally(() => children.delete(key))
    children.set(key, settled)
  }

  return {
    async start({ runtimeId, command, env }) {
      const started = await start(records.pidPath(runtimeId), records.logPath(runtimeId), command, env)
      if (started) adopt(runtimeId, started.name, started.exited)
    },

    async stop({ process: name, sight }, graceMs) {
      if (name === null || sight === null) return
      send(name, 'SIGTERM')
      // A frozen process hears it only once it moves again.
      if (sight.stopped) send(name, 'SIGCONT')
      if (!(await isGone(name, graceMs))) {
        send(name, 'SIGKILL')
        if (!(await isGone(name, killDeadlineMs))) {
          throw new BulkheadError('engine-unavailable', `Process ${name.pid} does not end, even when killed.`)
        }
      }
      await children.get(keyOf(name))
    },

    async killForMemory(runtimeId, name) {
      overMemory.add(keyOf(name))
      send(name, 'SIGKILL')
      if (await isGone(name, killDeadlineMs)) await records.noteExit(runtimeId, name, null, true)
    },

    settled: async (name) => {
      await children.get(keyOf(name))
    },
  }
}

export function send(name: ProcessName, signal: NodeJS.Signals): void {
  try {
    process.kill(name.pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return
    throw new BulkheadError(
      'engine-refused',
      `Process ${name.pid} cannot be sent ${signal}: it belongs to another user.`,
      {
        cause: error,
      },
    )
  }
}

async function isGone(name: ProcessName, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while ((await lookAt(name)) !== null) {
    if (Date.now() >= deadline) return false
    await delay(pollMs)
  }
  return true
}

/** As shells and containers say it. */
function codeOf(signal: NodeJS.Signals | null): number | null {
  return signal === null ? null : 128 + constants.signals[signal]
}
