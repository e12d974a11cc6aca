import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

/** A process that we started. Its start time tells it from a stranger who was given the same number later. */
const recordSchema = z.strictObject({ name: z.string(), pid: z.int().positive(), startedAt: z.string() })
export type ProcessRecord = z.infer<typeof recordSchema>

export async function writePidFile(folder: string, name: string, pid: number): Promise<void> {
  const startedAt = await startTime(pid)
  if (startedAt === null) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${name}.json`)
  await writeFile(`${file}.new`, JSON.stringify({ name, pid, startedAt } satisfies ProcessRecord))
  await rename(`${file}.new`, file)
}

export async function removePidFile(folder: string, name: string): Promise<void> {
  await rm(join(folder, `${name}.json`), { force: true })
}

/** Those of our processes that still live; files of dead ones are cleared away. */
export async function livingProcesses(folder: string): Promise<ProcessRecord[]> {
  const files = await readdir(folder).catch(() => [])
  const living: ProcessRecord[] = []
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const record = await readRecord(join(folder, file))
    if (record !== null && (await startTime(record.pid)) === record.startedAt) living.push(record)
    else await rm(join(folder, file), { force: true })
  }
  return living
}

/** SIGTERM, a grace period, SIGKILL; returns when it is gone. */
export async function stopProcess(record: Pick<ProcessRecord, 'pid' | 'startedAt'>, graceMs: number): Promise<void> {
  const gone = async () => (await startTime(record.pid)) !== record.startedAt
  if (await gone()) return
  signal(record.pid, 'SIGTERM')
  for (const deadline = Date.now() + graceMs; Date.now() < deadline; ) {
    if (await gone()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  signal(record.pid, 'SIGKILL')
  while (!(await gone())) await new Promise((resolve) => setTimeout(resolve, 20))
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function readRecord(file: string): Promise<ProcessRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

/** An opaque word that is the same for one life of one process; null when it is gone (a zombie counts as gone). */
async function startTime(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    // proc(5): field 3 is the state, field 22 the start time in clock ticks since boot.
    return fields === undefined || fields[0] === 'Z' ? null : (fields[19] ?? null)
  }
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.trim() === '' ? null : stdout.trim()
}
