import { BulkheadError } from '@/domain/errors'
import { readOutcome, stopped } from './child-outcome'
import { type CodeJob, logLimits } from './job'
import { createPlaces } from './places'
import { runChild } from './run-child'

export type CodeRunner = {
  /**
   * Runs what `prepareCode` made of the source in a process of its own. Throws `bad-input` for an error in the code,
   * `deadline-exceeded`, `over-limit` (memory), `too-large` (inputs or result), and `interrupted` at the signal.
   */
  run(
    code: string,
    input: unknown,
    options: { limits: { timeMs: number; memoryMb: number; outputBytes: number }; signal: AbortSignal },
  ): Promise<{ result: unknown; log: string[] }>
}

/** Each takes some 26 MB beside what its code may use. */
const atOnce = 2
const inputBytes = 4_000_000
const startMs = 20_000
/** The sandbox stops at its time by itself; only one that cannot is killed. */
const killAfterMs = 1_000

/** `programFile`: the built `code-sandbox.mjs`. */
export function createCodeRunner(programFile: string): CodeRunner {
  const places = createPlaces(atOnce)
  return {
    async run(code, input, { limits, signal }) {
      refuseWithoutProcesses()
      const { timeMs, memoryMb, outputBytes } = limits
      const job: CodeJob = { code, input: inputJson(input), timeMs, memoryMb, outputBytes, now: Date.now() }
      const leave = await places.take(signal).catch(() => Promise.reject(stopped(signal)))
      try {
        const ended = await runChild(programFile, JSON.stringify(job), {
          startMs,
          runMs: timeMs + killAfterMs,
          answerBytes: outputBytes * 2 + logLimits.lines * logLimits.lineChars * 12,
          signal,
        })
        return readOutcome(ended, limits, signal)
      } finally {
        leave()
      }
    },
  }
}

function inputJson(input: unknown): string {
  const json = JSON.stringify(input) ?? 'null'
  const bytes = Buffer.byteLength(json)
  if (bytes <= inputBytes) return json
  const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`
  throw new BulkheadError(
    'too-large',
    `The inputs of the code are ${megabytes(bytes)} of JSON; ${megabytes(inputBytes)} are allowed. Give it less.`,
  )
}

/** Node's permission model, under which the process engine starts agents, knows only yes or no to processes. */
function refuseWithoutProcesses(): void {
  if (process.permission === undefined || process.permission.has('child')) return
  throw new BulkheadError(
    'engine-refused',
    'Code needs a process of its own, which this engine does not let an agent start. Run the tenant with Docker.',
  )
}
