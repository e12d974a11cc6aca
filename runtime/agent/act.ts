import { BulkheadError, type ErrorCode } from '@/domain/errors'
import type { BlockContext } from '../interpreter/block-runner'
import type { ModelCall } from './model-step'
import type { AgentTool } from './tools'

/** What the model is told of a call. `text` is bounded. */
export type Told = { ok: boolean; text: string }

const answerChars = 16_000

/** Of the outside, of a rule, or of what the model asked for. Everything else is the block's failure. */
const tellable: ReadonlySet<ErrorCode> = new Set([
  'bad-input',
  'too-large',
  'not-found',
  'conflict',
  'over-limit',
  'deadline-exceeded',
  'not-allowed',
  'not-connected',
  'approval-denied',
  'upstream-failed',
])

/**
 * Does what the model asked for, once for each name. What the model is told is kept, so that the conversation goes on the same way after a
 * crash. Whatever is no error of the call goes through as it is: a rule's question to a person ends the step.
 */
export async function act(context: BlockContext, name: string, tool: AgentTool, call: ModelCall): Promise<Told> {
  const wrong = call.problem ?? tool.wrong(call.args)
  if (wrong !== null)
    return { ok: false, text: `The arguments of ${tool.name} are wrong, so nothing was done. ${wrong}` }
  return context.memo(`told:${name}`, async () => {
    try {
      const { skill, action } = tool
      const args = call.args as Record<string, never>
      const output = await context.effect(`tool:${name}`, { kind: 'skill', skill, action, args })
      return { ok: true, text: cut(typeof output === 'string' ? output : (JSON.stringify(output) ?? 'null')) }
    } catch (error) {
      if (!(error instanceof BulkheadError) || !tellable.has(error.code) || context.signal.aborted) throw error
      return { ok: false, text: cut(`The call failed (${error.code}): ${error.message}`) }
    }
  })
}

function cut(text: string): string {
  if (text.length <= answerChars) return text
  return `${text.slice(0, answerChars)}\n(Cut here: the answer has ${text.length} characters.)`
}
