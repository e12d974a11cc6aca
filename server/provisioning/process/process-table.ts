import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { exactEnv } from './exact-env'

/** A process for certain: a pid alone may mean another one tomorrow, so its birth is part of its name. */
export type ProcessName = { pid: number; birth: string }

export type ProcessSight = { stopped: boolean; rssMb: number }

const run = promisify(execFile)

/** What the kernel says of it now; `null` when it is gone (a zombie is). */
export async function lookAt({ pid, birth }: ProcessName): Promise<ProcessSight | null> {
  const seen = process.platform === 'linux' ? await lookInProc(pid) : await askPs(pid)
  if (seen === null || seen.birth !== birth || /^[ZX]/.test(seen.state)) return null
  return { stopped: /^[Tt]/.test(seen.state), rssMb: seen.rssKb / 1024 }
}

type Row = { birth: string; state: string; rssKb: number }

async function lookInProc(pid: number): Promise<Row | null> {
  try {
    const stat = parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'))
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return stat && { ...stat, rssKb: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) }
  } catch {
    return null
  }
}

/** proc_pid_stat(5): the name is in parentheses and may hold anything; then field 3 is the state, 22 the start time. */
export function parseStat(line: string): { birth: string; state: string } | null {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const [state, birth] = [fields[0], fields[19]]
  return state && birth ? { state, birth } : null
}

async function askPs(pid: number): Promise<Row | null> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,rss=,lstart=', '-p', String(pid)], {
      env: exactEnv({ LC_ALL: 'C' }),
    })
    const [state = '', rss = '', ...start] = stdout.trim().split(/\s+/)
    return { state, rssKb: Number(rss), birth: start.join(' ') }
  } catch {
    return null
  }
}
