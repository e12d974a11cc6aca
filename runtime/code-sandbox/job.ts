/** What goes into the sandbox's process, as JSON over stdin. */
export type CodeJob = {
  /** JavaScript: the body of a function of `input`. */
  code: string
  /** JSON. */
  input: string
  timeMs: number
  memoryMb: number
  outputBytes: number
  /** What the code reads as the time, milliseconds since 1970. It stands still. */
  now: number
}

/** What comes out, as JSON over stdout, after a line that says `begunLine`. `result`: JSON. */
export type CodeAnswer =
  | { result: string; log: string[] }
  | { failed: 'threw'; message: string; line: number | null }
  | { failed: 'time' | 'memory' | 'output' | 'pending' }

/** The code's own time runs from here; what comes before is the start of a process on a busy machine. */
export const begunLine = 'begun\n'

export const logLimits = { lines: 100, lineChars: 1_000 } as const

/** The function that the code is the body of, beginning on the code's first line so that line numbers agree. */
export const asFunction = (code: string) => `'use strict';(async function (input) {${code}\n})`
