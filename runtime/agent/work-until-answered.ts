import type { ModelMessage, ToolModelMessage } from 'ai'
import { BulkheadError } from '@/domain/errors'
import type { BlockContext } from '../interpreter/block-runner'
import type { ChatMessage } from '../models/model-client'
import { act, type Told } from './act'
import { askOnce, type ModelCall, type ModelStep } from './model-step'
import { toModelMessages } from './to-model-messages'
import type { AgentTool } from './tools'

export type AgentJob = {
  model: string
  messages: readonly ChatMessage[]
  tools: ReadonlyMap<string, AgentTool>
  maxSteps: number
  maxTokens: number
}

export type AgentAnswer = { text: string; calls: CallMade[]; steps: number }
export type CallMade = { skill: string; action: string; ok: boolean }

const callsAtOnce = 16
/** Only what is left of the tokens when it is little: some models refuse to be allowed more than they can say. */
const smallRemainder = 4_000

/**
 * The model answers, what it calls is done, it answers again: until it calls nothing. Every answer and every call's outcome
 * is kept under its number, so that the same way is gone again after a crash or a person's yes. Throws `over-limit` when a
 * limit is reached first; calls that no answer could follow are not made.
 */
export async function workUntilAnswered(
  context: BlockContext,
  job: AgentJob,
  signal: AbortSignal,
): Promise<AgentAnswer> {
  const model = await context.services.languageModel(job.model)
  const messages = toModelMessages(job.messages)
  const calls: CallMade[] = []
  let left = job.maxTokens
  for (let n = 1; n <= job.maxSteps && left > 0; n += 1) {
    signal.throwIfAborted()
    const maxOutputTokens = left <= smallRemainder ? left : undefined
    const step = await context.memo(`model:${n}`, async () => {
      const answer = await askOnce({ model, messages, tools: job.tools.values(), maxOutputTokens, signal })
      context.count(answer)
      return answer
    })
    left -= step.usage.inputTokens + step.usage.outputTokens
    if (step.cut && maxOutputTokens !== undefined) break
    if (step.calls.length === 0) return { text: textOf(step), calls, steps: n }
    if (n === job.maxSteps) throw tooManySteps(job)
    messages.push(step.message, await answerCalls(context, job, { step, n, calls, signal }))
  }
  throw new BulkheadError(
    'over-limit',
    `the agent had no answer within ${job.maxTokens} tokens: allow more, or ask for less at once`,
  )
}

type InHand = { step: ModelStep; n: number; calls: CallMade[]; signal: AbortSignal }

/** One after the other, in the order of the calls: a person may be asked in between. */
async function answerCalls(context: BlockContext, job: AgentJob, { step, n, calls, signal }: InHand) {
  const content: ToolModelMessage['content'] = []
  for (const [index, call] of step.calls.entries()) {
    signal.throwIfAborted()
    const tool = job.tools.get(call.name)
    const told =
      tool === undefined || index >= callsAtOnce
        ? refused(job, call, tool)
        : await act(context, `${n}:${index}`, tool, call)
    if (tool !== undefined) calls.push({ skill: tool.skill, action: tool.action, ok: told.ok })
    content.push({
      type: 'tool-result',
      toolCallId: call.id,
      toolName: call.name,
      output: { type: told.ok ? 'text' : 'error-text', value: told.text },
    })
  }
  return { role: 'tool', content } satisfies ModelMessage
}

function refused({ tools }: AgentJob, { name }: ModelCall, tool: AgentTool | undefined): Told {
  if (tool !== undefined) return { ok: false, text: `Not done: make at most ${callsAtOnce} calls at once.` }
  const known = [...tools.keys()].join(', ')
  return { ok: false, text: `There is no tool ${name.slice(0, 100)}. There are: ${known === '' ? 'none' : known}.` }
}

function textOf({ text }: ModelStep): string {
  if (text.trim() !== '') return text
  throw new BulkheadError('model-unavailable', 'The model answered with nothing.')
}

const tooManySteps = ({ maxSteps }: AgentJob) =>
  new BulkheadError(
    'over-limit',
    `the agent had no answer after ${maxSteps} ${maxSteps === 1 ? 'step' : 'steps'}: allow more, or ask for less at once`,
  )
