import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { parseJson } from '../host/parse-json'
import type { CodeJob } from './job'
import type { ChildEnd } from './run-child'

const answerSchema = z.union([
  z.strictObject({ result: z.string(), log: z.array(z.string()) }),
  z.strictObject({ failed: z.literal('threw'), message: z.string(), line: z.int().nullable() }),
  z.strictObject({ failed: z.enum(['time', 'memory', 'output', 'pending']) }),
])

type Limits = Pick<CodeJob, 'timeMs' | 'memoryMb' | 'outputBytes'>

/** What the code came to. Throws what became of it otherwise, in words for whoever wrote it. */
export function readOutcome(ended: ChildEnd, limits: Limits, signal: AbortSignal): { result: unknown; log: string[] } {
  if (ended.end === 'aborted') throw stopped(signal)
  if (ended.end === 'talked-too-much') throw tooLarge(limits)
  if (ended.end === 'late') throw ended.begun ? tookTooLong(limits) : broken('it did not start in time')
  if (!ended.begun) throw broken(`exit ${ended.exit}: ${ended.trouble}`)
  const answer = answerSchema.safeParse(parseJson(ended.said)).data
  if (answer === undefined) {
    if (typeof ended.exit === 'number' && ended.exit < 128) throw broken(`exit ${ended.exit} without an answer`)
    // By a signal that is not ours: the kernel's, or V8's own when its heap is full. Both mean memory.
    throw outOfMemory(limits)
  }
  if (!('failed' in answer)) return { result: parseForeign(answer.result), log: answer.log }
  switch (answer.failed) {
    case 'threw':
      throw failedInCode(answer.message, answer.line)
    case 'time':
      throw tookTooLong(limits)
    case 'memory':
      throw outOfMemory(limits)
    case 'output':
      throw tooLarge(limits)
    case 'pending':
      throw failedInCode('It waits for something that never comes: there are no timers, files or network.', null)
  }
}

/** `__proto__` is left out: what later merges such an object would get another prototype. */
function parseForeign(json: string): unknown {
  const mayHold = json.includes('__proto__') || json.includes('\\u')
  return JSON.parse(json, mayHold ? (key, value) => (key === '__proto__' ? undefined : value) : undefined)
}

export function stopped(signal: AbortSignal): unknown {
  if (signal.reason instanceof BulkheadError) return signal.reason
  return new BulkheadError('interrupted', 'The code was stopped before it had ended.', { cause: signal.reason })
}

function failedInCode(message: string, line: number | null): BulkheadError {
  const where = line === null ? '' : ` in line ${line}`
  return new BulkheadError('bad-input', `The code failed${where}: ${message}`, { details: { line } })
}

const tookTooLong = ({ timeMs }: Limits) =>
  new BulkheadError('deadline-exceeded', `The code took longer than its ${timeMs / 1_000} seconds.`)

const outOfMemory = ({ memoryMb }: Limits) =>
  new BulkheadError('over-limit', `The code needed more memory than its ${memoryMb} MB.`)

const tooLarge = ({ outputBytes }: Limits) =>
  new BulkheadError('too-large', `The code returned more than ${outputBytes} bytes of JSON. Return less.`)

const broken = (why: string) =>
  new BulkheadError('internal', "The code's sandbox did not work.", { cause: new Error(why) })
