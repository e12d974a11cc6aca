import { BulkheadError } from '@/domain/errors'
import type { AskModel, ChatMessage, ModelAnswer } from '../models/model-client'
import type { BlockContext, BlockOutcome } from './block-runner'
import type { Plan, PreparedStep } from './plan'
import { createReplyWriter, type ReplyWriter } from './reply-writer'
import { streamTarget } from './stream-target'
import type { TurnMeter } from './turn-meter'

export const turnLimits = { timeMs: 120_000, modelCalls: 100, replyChars: 64_000 } as const

export type TurnTrigger =
  | { kind: 'chat-message'; content: string }
  | { kind: 'webhook'; event: string; payload: unknown }

export type TurnInputs = {
  trigger: TurnTrigger
  session: string
  history: () => readonly ChatMessage[]
  ask: AskModel
  signal: AbortSignal
  meter: TurnMeter
  onDelta: (text: string) => void
}

type Turn = TurnInputs & {
  plan: Plan
  scope: Record<string, unknown>
  /** Steps that an edge taken in this turn leads to and that have not run yet. */
  pending: Set<string>
  written: Set<string>
  reply: ReplyWriter
}

/**
 * Runs a plan once: steps in their order, each when an edge into it was taken. Returns the reply.
 * Throws `not-found` when nothing listens for the trigger, and the error of a block that has no error path.
 */
export async function runTurn(plan: Plan, inputs: TurnInputs): Promise<string> {
  const { kind, ...input } = inputs.trigger
  const { tenant, slots } = plan.bundle
  const turn: Turn = {
    ...inputs,
    plan,
    scope: { input, session: { id: inputs.session }, tenant, slots },
    pending: new Set(listening(plan, inputs.trigger)),
    written: new Set(),
    reply: createReplyWriter(inputs.onDelta),
  }
  for (const step of plan.steps) {
    if (!turn.pending.delete(step.id)) continue
    if (inputs.signal.aborted) throw tookTooLong()
    const outcome = await runStep(turn, step)
    turn.scope[step.id] = outcome.output
    if (outcome.reply !== undefined) write(turn, step.id, outcome.reply)
    for (const end of step.next[outcome.port] ?? []) turn.pending.add(end.block)
  }
  return turn.reply.text
}

/** The triggers that fire, or `not-found` in words that say what the agent does listen for. */
function listening(plan: Plan, trigger: TurnTrigger): string[] {
  const fired = plan.steps.filter((step) => plan.bundle.triggers.includes(step.id) && fires(step, trigger))
  if (fired.length > 0) return fired.map((step) => step.id)
  throw new BulkheadError(
    'not-found',
    trigger.kind === 'chat-message'
      ? 'This agent does not take chat messages.'
      : `This agent does not listen for the event "${trigger.event}".`,
  )
}

function fires(step: PreparedStep, trigger: TurnTrigger): boolean {
  if (step.kind !== trigger.kind) return false
  return trigger.kind === 'chat-message' || step.config.event === '*' || step.config.event === trigger.event
}

async function runStep(turn: Turn, step: PreparedStep): Promise<BlockOutcome> {
  let begun = false
  const markBegun = () => {
    begun = true
  }
  try {
    return await step.run(contextFor(turn, step, markBegun))
  } catch (error) {
    if (turn.signal.aborted) throw tookTooLong(error)
    if (!(error instanceof BulkheadError)) throw error
    // Half an answer that somebody has read cannot be taken back by another path.
    if (!begun && (step.next.error?.length ?? 0) > 0) {
      return { port: 'error', output: { error: { code: error.code, message: error.message } } }
    }
    throw new BulkheadError(error.code, `"${step.label}" failed: ${error.message}`, {
      details: { block: step.id },
      cause: error,
    })
  }
}

function contextFor(turn: Turn, step: PreparedStep, onBegun: () => void): BlockContext {
  const target = streamTarget(turn.plan, step, turn.pending, new Set([...turn.written, ...turn.reply.streamed]))
  return {
    scope: turn.scope,
    history: turn.history,
    ask: async (request) => {
      if (turn.meter.calls >= turnLimits.modelCalls) {
        throw new BulkheadError('over-limit', `a turn may ask models ${turnLimits.modelCalls} times`)
      }
      const answer: ModelAnswer = await turn.meter.count(turn.ask({ ...request, signal: turn.signal }))
      return answer.text
    },
    stream:
      target === null
        ? null
        : () => {
            const pass = turn.reply.open(target)
            return (delta) => {
              onBegun()
              pass(delta)
            }
          },
  }
}

function write(turn: Turn, stepId: string, text: string): void {
  turn.reply.add(stepId, text)
  turn.written.add(stepId)
  if (turn.reply.text.length > turnLimits.replyChars) {
    throw new BulkheadError('too-large', `The reply is longer than ${turnLimits.replyChars} characters.`)
  }
}

const tookTooLong = (cause?: unknown) =>
  new BulkheadError('deadline-exceeded', `The answer took longer than ${turnLimits.timeMs / 1_000} seconds.`, { cause })
