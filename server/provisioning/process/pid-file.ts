import { spawn } from 'node:child_process'
import { open, readFile, rm, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { BulkheadError } from '@/domain/errors'
import { isMissing } from '../atomic-file'
import { exactEnv } from './exact-env'
import { lookAt, type ProcessName, parseStat } from './process-table'

/**
 * The new process writes its own name before it becomes the program, and gives up when there is a name already. So
 * whoever dies at whatever moment, there is never a runtime that no pid file names, nor two for one file.
 */
const script = `set -C
{ echo $$; cat /proc/$$/stat 2>/dev/null || LC_ALL=C ps -o lstart= -p $$; } > "$1" || exit 75
shift
exec "$@"`

const startDeadlineMs = 10_000
/** Between making the file and writing into it: a process that died right there left it empty. */
const emptyForMs = 2_000

export type ProcessExit = { code: number | null; signal: NodeJS.Signals | null }
export type Started = { name: ProcessName; exited: Promise<ProcessExit> }

export async function readPidFile(path: string): Promise<(ProcessName & { startedAt: string }) | null> {
  try {
    const [first = '', second = ''] = (await readFile(path, 'utf8')).split('\n')
    const birth = parseStat(second)?.birth ?? second.trim().split(/\s+/).join(' ')
    if (first === '' || birth === '') return null
    return { pid: Number(first), birth, startedAt: (await stat(path)).mtime.toISOString() }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Starts it, or finds the one that is there already: then somebody else started it and its end is not ours to hear. */
export async function start(
  path: string,
  logPath: string,
  command: readonly string[],
  env: Record<string, string>,
): Promise<Started | null> {
  await clearDead(path)
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const log = await open(logPath, 'a', 0o600)
  try {
    const child = spawn('/bin/sh', ['-c', script, 'sh', path, 'env', '-i', ...assignments, ...command], {
      cwd: '/',
      // It outlives us: only then does a crash of the controller harm no tenant.
      detached: true,
      env: exactEnv(),
      stdio: ['ignore', log.fd, log.fd],
    })
    const failed = new Promise<never>((_, reject) => child.once('error', reject))
    const exited = new Promise<ProcessExit>((resolve) =>
      child.once('exit', (code, signal) => resolve({ code, signal })),
    )
    child.unref()
    const name = await Promise.race([named(path, exited), failed])
    return name.pid === child.pid ? { name, exited } : null
  } finally {
    await log.close()
  }
}

async function named(path: string, exited: Promise<ProcessExit>): Promise<ProcessName> {
  const deadline = Date.now() + startDeadlineMs
  let ended: ProcessExit | undefined
  void exited.then((exit) => {
    ended = exit
  })
  while (Date.now() < deadline) {
    const name = await readPidFile(path)
    if (name) return { pid: name.pid, birth: name.birth }
    if (ended && ended.code !== 75) break
    await delay(5)
  }
  throw new BulkheadError(
    'engine-unavailable',
    `The runtime's process did not start (${ended?.code ?? 'no answer'}).`,
    {
      details: { pidFile: path },
    },
  )
}

async function clearDead(path: string): Promise<void> {
  const name = await readPidFile(path)
  if (name ? (await lookAt(name)) === null : await isAbandoned(path)) await rm(path, { force: true })
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > emptyForMs
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
