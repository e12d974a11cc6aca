import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isMissing, readJson, writeJsonAtomically } from '../atomic-file'
import { createKeyedLock } from '../concurrency'
import type { RuntimeObservation } from '../port'
import { readPidFile } from './pid-file'
import { lookAt, type ProcessName, type ProcessSight } from './process-table'

/** What the engine keeps of each runtime on disk, so that another controller finds everything again. */
const recordSchema = z.strictObject({
  runtimeId: z.uuid(),
  workspaceId: z.uuid(),
  tenantId: z.uuid(),
  generation: z.int(),
  bootDigest: z.string(),
  memoryMb: z.int(),
  image: z.string(),
  /** The command, fixed when the runtime was made: restarting is doing the same again. */
  command: z.array(z.string()),
  env: z.record(z.string(), z.string()),
})

const exitSchema = z.strictObject({
  birth: z.string(),
  pid: z.int(),
  code: z.int().nullable(),
  outOfMemory: z.boolean(),
  at: z.string(),
})

export type ProcessRecord = z.infer<typeof recordSchema>
export type ExitRecord = z.infer<typeof exitSchema>

export type Found = {
  record: ProcessRecord
  observation: RuntimeObservation
  /** The last process that was started, alive or not. */
  process: ProcessName | null
  sight: ProcessSight | null
}

export type ProcessRecords = ReturnType<typeof createProcessRecords>

const logTailBytes = 8_192
const maxLogBytes = 1_048_576

export function createProcessRecords(folder: string) {
  const pathOf = (runtimeId: string, kind: 'record.json' | 'exit.json' | 'pid' | 'log') =>
    join(folder, `${runtimeId}.${kind}`)

  async function readExit(runtimeId: string, process: ProcessName): Promise<ExitRecord | null> {
    const exit = await readJson(pathOf(runtimeId, 'exit.json'), exitSchema)
    return exit && exit.pid === process.pid && exit.birth === process.birth ? exit : null
  }

  /** The first to notice writes it down; later ones read the same, or add what only they know. */
  async function writeExit(
    runtimeId: string,
    process: ProcessName,
    code: number | null,
    outOfMemory: boolean,
  ): Promise<ExitRecord> {
    const noted = await readExit(runtimeId, process)
    if (noted && (noted.code !== null || code === null) && (noted.outOfMemory || !outOfMemory)) return noted
    const exit: ExitRecord = {
      pid: process.pid,
      birth: process.birth,
      code: code ?? noted?.code ?? null,
      outOfMemory: outOfMemory || noted?.outOfMemory === true || (await saysOutOfMemory(pathOf(runtimeId, 'log'))),
      at: noted?.at ?? new Date().toISOString(),
    }
    await writeJsonAtomically(pathOf(runtimeId, 'exit.json'), exit)
    return exit
  }

  const lock = createKeyedLock()

  /** One at a time: who only sees that it is gone must not overwrite the code that its parent heard. */
  const noteExit = (runtimeId: string, process: ProcessName, code: number | null, outOfMemory: boolean) =>
    lock(runtimeId, () => writeExit(runtimeId, process, code, outOfMemory))

  return {
    noteExit,
    pidPath: (runtimeId: string) => pathOf(runtimeId, 'pid'),
    logPath: (runtimeId: string) => pathOf(runtimeId, 'log'),

    async find(runtimeId: string): Promise<Found | null> {
      const record = await readJson(pathOf(runtimeId, 'record.json'), recordSchema)
      if (record === null) return null
      const { workspaceId, tenantId, generation, bootDigest } = record
      const process = await readPidFile(pathOf(runtimeId, 'pid'))
      const sight = process && (await lookAt(process))
      const exit = process && !sight ? await noteExit(runtimeId, process, null, false) : null
      const observation: RuntimeObservation = {
        runtimeId,
        workspaceId,
        tenantId,
        generation,
        bootDigest,
        phase: sight ? (sight.stopped ? 'paused' : 'running') : 'exited',
        ...(process ? { startedAt: process.startedAt } : {}),
        ...(exit ? { exit: { code: exit.code, outOfMemory: exit.outOfMemory, at: exit.at } } : {}),
      }
      return { record, observation, process, sight }
    },

    async write(record: ProcessRecord): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o711 })
      await writeJsonAtomically(pathOf(record.runtimeId, 'record.json'), record)
    },

    /** The record last: as long as it stands, removing can be repeated. */
    async remove(runtimeId: string): Promise<void> {
      for (const kind of ['pid', 'exit.json', 'log', 'record.json'] as const) {
        await rm(pathOf(runtimeId, kind), { force: true })
      }
    },

    async ids(): Promise<string[]> {
      try {
        const names = await readdir(folder)
        return names
          .filter((name) => name.endsWith('.record.json'))
          .map((name) => name.slice(0, -'.record.json'.length))
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    },

    /** What it writes to its log is bounded; it appends, so cutting is safe while it runs. */
    async boundLog(runtimeId: string): Promise<void> {
      const log = await open(pathOf(runtimeId, 'log'), 'r+').catch(() => null)
      if (log === null) return
      try {
        if ((await log.stat()).size > maxLogBytes) await log.truncate(0)
      } finally {
        await log.close()
      }
    },
  }
}

/** V8 ends a full heap by itself, with these words and a plain abort. */
async function saysOutOfMemory(logPath: string): Promise<boolean> {
  const log = await open(logPath, 'r').catch(() => null)
  if (log === null) return false
  try {
    const { size } = await log.stat()
    const start = Math.max(0, size - logTailBytes)
    const { buffer, bytesRead } = await log.read(Buffer.alloc(logTailBytes), 0, logTailBytes, start)
    return /heap out of memory|Reached heap limit/.test(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await log.close()
  }
}
