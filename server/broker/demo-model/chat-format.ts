/** As much of OpenAI's chat completions as the demo model reads. */
export type ChatContent = string | readonly { type: string; text?: string | undefined }[] | null | undefined

export type ChatCompletionMessage = { role: string; content?: ChatContent }

export type ResponseFormat = {
  type: string
  json_schema?: { name?: string | undefined; schema?: unknown } | undefined
}

export type ChatCompletionRequest = {
  messages: readonly ChatCompletionMessage[]
  max_tokens?: number | null | undefined
  max_completion_tokens?: number | null | undefined
  response_format?: ResponseFormat | undefined
}

export type DemoCompletion = { content: string; usage: { prompt_tokens: number; completion_tokens: number } }

/** A conversation, sorted by who speaks. */
export type Conversation = {
  /** System and developer messages, joined. */
  instructions: string
  /** What the user said before, oldest first. */
  earlier: readonly string[]
  /** What the user says now. */
  prompt: string
}

export function textOf(content: ChatContent): string {
  if (typeof content === 'string') return content
  return (content ?? []).flatMap((part) => part.text ?? []).join('\n')
}

export function readConversation(messages: readonly ChatCompletionMessage[]): Conversation {
  const by = (wanted: (role: string) => boolean) =>
    messages.filter(({ role }) => wanted(role)).map(({ content }) => textOf(content))
  const user = by((role) => role === 'user')
  return {
    instructions: by((role) => role === 'system' || role === 'developer').join('\n'),
    earlier: user.slice(0, -1),
    prompt: user.at(-1) ?? '',
  }
}
