import type { MessageResponse } from '@/domain/runtime/runtime-api'

/** What this API has no word for: where the conversation goes on, and whether more is to come. */
type Extra = { bulkhead: Pick<MessageResponse, 'session' | 'turn' | 'status' | 'version'> }
type Usage = { usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number } }
type Head = { id: string; created: number; model: string }

/** https://platform.openai.com/docs/api-reference/chat/object */
export function completionOf(head: Head, came: MessageResponse) {
  const message = { role: 'assistant' as const, content: came.reply, refusal: null }
  return {
    ...head,
    object: 'chat.completion' as const,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' as const }],
    ...usageOf(came),
    ...extraOf(came),
  }
}

/** https://platform.openai.com/docs/api-reference/chat-streaming */
export function chunkOf(head: Head, delta: { role?: 'assistant'; content?: string }, came?: MessageResponse) {
  const choice = { index: 0, delta, logprobs: null, finish_reason: came === undefined ? null : ('stop' as const) }
  const extra = came === undefined ? {} : extraOf(came)
  return { ...head, object: 'chat.completion.chunk' as const, choices: [choice], ...extra }
}

export function usageChunkOf(head: Head, came: MessageResponse) {
  return { ...head, object: 'chat.completion.chunk' as const, choices: [], ...usageOf(came) }
}

export const headOf = (turn: string, model: string, startedAt: number): Head => ({
  id: `chatcmpl-${turn}`,
  created: Math.floor(startedAt / 1_000),
  model,
})

function usageOf({ usage: { inputTokens, outputTokens } }: MessageResponse): Usage {
  return {
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  }
}

function extraOf({ session, turn, status, version }: MessageResponse): Extra {
  return { bulkhead: { session, turn, status, version } }
}
