import { MockLanguageModelV4 } from 'ai/test'
import type { LanguageModels } from '../agent/language-models'
import { parseJson } from '../host/parse-json'
import type { AskModel, ChatMessage } from '../models/model-client'

type Call = { tool: string; args: unknown }

/** What a scripted model says to call tools. `args` as text are handed on as they are, JSON or not. */
export const callsTools = (...calls: Call[]) => JSON.stringify({ calls })

/** A model for agent blocks that says what the script's model says to the same messages. */
export function scriptedLanguageModels(ask: AskModel): LanguageModels {
  return async (modelId) => {
    let called = 0
    return new MockLanguageModelV4({
      modelId,
      async doGenerate({ prompt, abortSignal }) {
        const messages = prompt.map(({ role, content }) => ({
          role,
          content: textOf(content as string | Part[]),
        })) as ChatMessage[]
        const signal = abortSignal ?? new AbortController().signal
        const { text, model, usage } = await ask({ model: modelId, messages, signal })
        const { calls } = (parseJson(text) ?? {}) as { calls?: Call[] }
        const total = (count: number) => ({ total: count, noCache: count, cacheRead: 0, cacheWrite: 0 })
        return {
          content: calls?.map(({ tool, args }) => ({
            type: 'tool-call',
            toolCallId: `call-${++called}`,
            toolName: tool,
            input: typeof args === 'string' ? args : JSON.stringify(args),
          })) ?? [{ type: 'text', text }],
          finishReason: { unified: calls === undefined ? 'stop' : 'tool-calls', raw: undefined },
          usage: {
            inputTokens: total(usage.inputTokens),
            outputTokens: { total: usage.outputTokens, text: usage.outputTokens, reasoning: 0 },
          },
          response: { modelId: model.name },
          warnings: [],
        }
      },
    })
  }
}

type Part = { type: string; text?: string; output?: { value?: unknown }; toolName?: string }

/** Of calls and their results: what a script may look for. */
function textOf(content: string | readonly Part[]): string {
  if (typeof content === 'string') return content
  return content
    .map(({ type, text, output, toolName }) => text ?? `[${type} ${toolName} ${output?.value ?? ''}]`)
    .join('\n')
}
