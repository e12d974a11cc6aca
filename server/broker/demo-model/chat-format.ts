/** As much of OpenAI's chat completions as the demo model reads. */
export type ChatPart = {
  type: string
  text?: string | undefined
  image_url?: { url: string } | undefined
  input_audio?: { data: string; format: string } | undefined
  file?: { filename: string; file_data: string } | undefined
}

export type ChatContent = string | readonly ChatPart[] | null | undefined

export type ChatCompletionMessage = {
  role: string
  content?: ChatContent
  tool_calls?: readonly { id: string; function: { name: string; arguments: string } }[] | undefined
  tool_call_id?: string | undefined
}

export type ResponseFormat = {
  type: string
  json_schema?: { name?: string | undefined; schema?: unknown } | undefined
}

export type ChatTool = {
  function: {
    name: string
    description?: string | undefined
    parameters?: Readonly<Record<string, unknown>> | undefined
  }
}

export type ChatCompletionRequest = {
  messages: readonly ChatCompletionMessage[]
  max_tokens?: number | null | undefined
  max_completion_tokens?: number | null | undefined
  response_format?: ResponseFormat | undefined
  tools?: readonly ChatTool[] | undefined
  tool_choice?: 'none' | 'auto' | 'required' | { function: { name: string } } | undefined
}

/** `arguments`: JSON as text, as the wire has it. */
export type DemoToolCall = { id: string; name: string; arguments: string }

export type DemoCompletion = {
  /** Empty when tools are called. */
  content: string
  toolCalls: readonly DemoToolCall[]
  finish: 'stop' | 'length' | 'tool_calls'
  usage: { prompt_tokens: number; completion_tokens: number }
}

/** A conversation, sorted by who speaks. */
export type Conversation = {
  /** System and developer messages, joined. */
  instructions: string
  /** What the user said before, oldest first. */
  earlier: readonly string[]
  /** What the user says now. */
  prompt: string
  /** The same as it was sent, for data that must not be broken up. */
  data: string
}

export function textOf(content: ChatContent): string {
  if (typeof content === 'string') return content
  return (content ?? []).flatMap((part) => part.text ?? []).join('\n')
}

/**
 * How much is read: requests come from sandboxes, the patterns are many, and the process that runs them serves every
 * tenant. The rest is passed over.
 */
const readingLimits = {
  instructionChars: 12_000,
  promptChars: 4_000,
  earlierMessages: 20,
  earlierChars: 1_000,
  dataChars: 64_000,
  runChars: 60,
} as const

export function readConversation(messages: readonly ChatCompletionMessage[]): Conversation {
  const by = (wanted: (role: string) => boolean) =>
    messages.filter(({ role }) => wanted(role)).map(({ content }) => textOf(content))
  const user = by((role) => role === 'user')
  const last = user.at(-1) ?? ''
  return {
    instructions: legible(
      by((role) => role === 'system' || role === 'developer').join('\n'),
      readingLimits.instructionChars,
    ),
    earlier: user
      .slice(0, -1)
      .slice(-readingLimits.earlierMessages)
      .map((text) => legible(text, readingLimits.earlierChars)),
    prompt: legible(last, readingLimits.promptChars),
    data: last.slice(0, readingLimits.dataChars),
  }
}

/** What is to be read: a later message only complains about an earlier answer, and has nothing to read in it. */
export function firstRequest(messages: readonly ChatCompletionMessage[]): string {
  const answered = messages.findIndex(({ role }) => role === 'assistant')
  const asked = answered < 0 ? messages : messages.slice(0, answered)
  const said = asked.filter(({ role }) => role === 'user').map(({ content }) => textOf(content))
  return legible(said.join('\n'), readingLimits.promptChars)
}

const longRun = new RegExp(`\\S{${readingLimits.runChars}}(?=\\S)`, 'g')

/** Long runs without a gap are broken and long gaps closed, because patterns take the square of a run's length. */
export function legible(text: string, chars: number): string {
  return text
    .slice(0, chars)
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .replace(longRun, '$& ')
}
