import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { begunLine } from './job'

export type ChildLimits = {
  /** Until the program says that it has begun. */
  startMs: number
  /** From then on. */
  runMs: number
  answerBytes: number
  signal: AbortSignal
}

/**
 * How the process came to its end. `said`: everything after the first line; `trouble`: what it complained of before the
 * code began, so it holds none of the code's own words.
 */
export type ChildEnd =
  | { end: 'exited'; exit: number | NodeJS.Signals | null; begun: boolean; said: string; trouble: string }
  | { end: 'late'; begun: boolean }
  | { end: 'talked-too-much' }
  | { end: 'aborted' }

const troubleChars = 2_000

/** Reads its own program and nothing else; no files, processes, threads or addons, and a small heap. */
const childFlags = (programFile: string) => [
  '--permission',
  `--allow-fs-read=${programFile}`,
  '--no-addons',
  '--no-warnings',
  '--disable-sigusr1',
  '--disable-proto=delete',
  '--disallow-code-generation-from-strings',
  '--max-old-space-size=64',
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--v8-pool-size=1',
]

/** Gives `input` to a fresh process and waits for its end. It is killed at its limits, whatever it is doing. */
export function runChild(programFile: string, input: string, limits: ChildLimits): Promise<ChildEnd> {
  const child = spawn(process.execPath, [...childFlags(programFile), programFile], {
    // Next's types demand a NODE_ENV of every environment.
    env: {} as NodeJS.ProcessEnv,
    cwd: '/',
    stdio: 'pipe',
  })
  offerToOomKiller(child.pid)
  return followChild(child, input, limits)
}

/** Where memory runs out for the whole container, the kernel is to take the sandbox and not the agent. */
function offerToOomKiller(pid: number | undefined): void {
  if (pid !== undefined) writeFile(`/proc/${pid}/oom_score_adj`, '1000').catch(() => undefined)
}

function followChild(child: ChildProcessWithoutNullStreams, input: string, limits: ChildLimits): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const said: Buffer[] = []
    let bytes = 0
    let trouble = ''
    let begun = false
    let killed: ChildEnd | null = null
    const kill = (end: ChildEnd) => {
      killed ??= end
      child.kill('SIGKILL')
    }
    const onAbort = () => kill({ end: 'aborted' })
    let timer = setTimeout(() => kill({ end: 'late', begun }), limits.startMs)
    limits.signal.addEventListener('abort', onAbort, { once: true })

    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > limits.answerBytes) return kill({ end: 'talked-too-much' })
      said.push(chunk)
      if (begun) return
      begun = true
      clearTimeout(timer)
      timer = setTimeout(() => kill({ end: 'late', begun }), limits.runMs)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (!begun) trouble = (trouble + chunk).slice(-troubleChars)
    })
    // A process that has ended does not read: its exit says more than the broken pipe.
    child.stdin.on('error', () => undefined)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      limits.signal.removeEventListener('abort', onAbort)
      const text = Buffer.concat(said).toString().slice(begunLine.length)
      resolve(killed ?? { end: 'exited', exit: code ?? signal, begun, said: text, trouble })
    })
    if (limits.signal.aborted) onAbort()
    child.stdin.end(input)
  })
}
