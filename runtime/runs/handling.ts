import type { Handling } from '@/domain/blueprint/document'
import type { BulkheadError, ErrorCode } from '@/domain/errors'
import type { BlockValue } from '../interpreter/block-runner'
import type { PreparedStep } from '../interpreter/plan'

/** Defaults where the drawing says nothing. */
export const handlingDefaults = { timeLimitMs: 120_000, backOffMs: 1_000 } as const

/** Longer than this, a run does not stay in memory for the next try. */
const shortPauseMs = 2_000
const longestBackOffMs = 24 * 3_600_000

/** Trying again changes nothing about these. */
const final: ReadonlySet<ErrorCode> = new Set([
  'not-allowed',
  'model-not-allowed',
  'not-connected',
  'approval-denied',
  'interrupted',
  'too-large',
])

/** What becomes of a step whose try has failed. `failures`: tries that failed, this one too. */
export type Fallback =
  | { next: 'retry'; afterMs: number; inMemory: boolean }
  | { next: 'value'; value: BlockValue }
  | { next: 'fail' }

export function afterFailure(
  step: PreparedStep,
  error: BulkheadError,
  failures: number,
  canTakeBack: boolean,
): Fallback {
  if (!canTakeBack) return { next: 'fail' }
  const handling = step.handling ?? {}
  if (failures <= (handling.retries ?? 0) && !final.has(error.code)) {
    const afterMs = backOff(handling, failures)
    return { next: 'retry', afterMs, inMemory: afterMs <= shortPauseMs }
  }
  const about = { code: error.code, message: error.message }
  if (handling.default !== undefined && step.failure !== null && step.failure.main !== null) {
    const { main, port } = step.failure
    return { next: 'value', value: { port, output: { ...nested(main, handling.default), error: about } } }
  }
  if ((step.next.error?.length ?? 0) > 0) return { next: 'value', value: { port: 'error', output: { error: about } } }
  return { next: 'fail' }
}

export function timeLimitMs(step: PreparedStep): number {
  const { timeLimitSeconds } = step.handling ?? {}
  if (timeLimitSeconds !== undefined) return timeLimitSeconds * 1_000
  return step.block.timeLimitMs ?? handlingDefaults.timeLimitMs
}

function backOff({ backOffSeconds }: Handling, failures: number): number {
  const first = backOffSeconds === undefined ? handlingDefaults.backOffMs : backOffSeconds * 1_000
  return Math.min(longestBackOffMs, first * 2 ** (failures - 1))
}

/** `output.id` and a value give `{ output: { id: value } }`. */
function nested(path: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = path.split('.')
  return { [first]: rest.length === 0 ? value : nested(rest.join('.'), value) }
}
