import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { parseJson } from '../host/parse-json'
import { knowledgeLimits } from './limits'

/** The text of each page. Throws `bad-input` or `too-large` with words for whoever uploaded it; `interrupted` at the signal. */
export type ReadPdf = (bytes: Buffer, signal: AbortSignal) => Promise<string[]>

const lineSchema = z.union([
  z.strictObject({ page: z.int().min(1), text: z.string() }),
  z.strictObject({ pages: z.int().min(0) }),
  z.strictObject({ refused: z.enum(['encrypted', 'damaged', 'pages']) }),
])
export type PdfLine = z.infer<typeof lineSchema>

export const pdfLimits = {
  timeMs: 120_000,
  heapMb: 96,
  residentMb: 160,
  outputBytes: 32_000_000,
  lookEveryMs: 50,
} as const
type Limits = { [name in keyof typeof pdfLimits]: number }

/**
 * Reads each PDF in a process of its own that may read its own program and nothing else: no files, no processes, no
 * addons, no code from strings, no environment. It is stopped when it takes too long or too much memory.
 */
export function createPdfReader(program: string, limits: Limits = pdfLimits): ReadPdf {
  return async (bytes, signal) => {
    if (!bytes.subarray(0, 1_024).includes('%PDF-')) throw refusal('damaged')
    if (signal.aborted) throw interrupted()
    const ending = await run(startReader(program, limits), bytes, limits, signal)
    if (ending.stopped !== null) throw ending.stopped
    const pages = readPages(ending.output)
    if (pages.every((text) => text.trim() === '')) {
      throw new BulkheadError('bad-input', 'The PDF holds no text, only pictures of it. Upload one with real text.')
    }
    return pages
  }
}

function startReader(program: string, limits: Limits): ChildProcess {
  const args = [
    '--permission',
    `--allow-fs-read=${program}`,
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${limits.heapMb}`,
    program,
  ]
  // Next's types demand a NODE_ENV of every environment.
  return spawn(process.execPath, args, { env: {} as NodeJS.ProcessEnv, stdio: ['pipe', 'pipe', 'ignore'] })
}

type Ending = { output: Buffer; stopped: BulkheadError | null }

function run(child: ChildProcess, bytes: Buffer, limits: Limits, signal: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    let stopped: BulkheadError | null = null
    const stop = (why: BulkheadError) => {
      stopped ??= why
      child.kill('SIGKILL')
    }
    const abort = () => stop(interrupted())
    signal.addEventListener('abort', abort)
    const late = setTimeout(() => stop(tooMuch('takes too long to read')), limits.timeMs)
    const watch = setInterval(() => {
      if (residentMb(child) > limits.residentMb) stop(tooMuch('needs too much memory to read'))
    }, limits.lookEveryMs)
    const settle = (failure: BulkheadError | null) => {
      clearTimeout(late)
      clearInterval(watch)
      signal.removeEventListener('abort', abort)
      resolve({ output: Buffer.concat(chunks), stopped: stopped ?? failure })
    }

    child.once('spawn', () => dieFirst(child))
    child.once('error', (cause) =>
      settle(new BulkheadError('internal', 'The PDF reader cannot be started.', { cause })),
    )
    child.once('close', (code) => settle(code === 0 ? null : tooMuch('needs too much memory to read')))
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limits.outputBytes) stop(tooMuch('holds too much text'))
      else chunks.push(chunk)
    })
    // It may end before it has taken everything in.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(bytes)
  })
}

/** What the process says is as little to be trusted as the PDF. */
function readPages(output: Buffer): string[] {
  const pages: string[] = []
  for (const line of output.toString('utf8').split('\n')) {
    const result = lineSchema.safeParse(parseJson(line))
    if (!result.success) break
    if ('refused' in result.data) throw refusal(result.data.refused)
    if ('pages' in result.data) return pages
    pages.push(result.data.text)
  }
  throw refusal('damaged')
}

const refusals = {
  encrypted: 'The PDF is protected by a password. Save it without one and upload it again.',
  damaged: 'The file is not a PDF, or is a damaged one.',
  pages: `The PDF has more than ${knowledgeLimits.documentPages} pages. Upload it in parts.`,
} as const

const refusal = (why: keyof typeof refusals) =>
  new BulkheadError(why === 'pages' ? 'too-large' : 'bad-input', refusals[why])

const tooMuch = (what: string) => new BulkheadError('too-large', `The PDF ${what}. Upload it in parts, or as text.`)

const interrupted = () => new BulkheadError('interrupted', 'The reading of the PDF was stopped.')

/** Linux only, like the sandbox; elsewhere the heap's limit remains. */
function residentMb(child: ChildProcess): number {
  try {
    return (Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1_000_000
  } catch {
    return 0
  }
}

/** When the box runs out of memory, the kernel ends the reader and not the agent. */
function dieFirst(child: ChildProcess): void {
  try {
    writeFileSync(`/proc/${child.pid}/oom_score_adj`, '1000')
  } catch {
    // Not Linux, or gone already.
  }
}
