import { z } from 'zod'
import { messageLimits, messageRequestSchema } from '@/domain/runtime/runtime-api'
import type { EarlierMessage } from '../../runs/begin-run'
import { messageTooLong } from '../read-request'
import { type InlineFile, inlineFileOf } from './inline-file'
import { unsupported } from './openai-error'

/** What is taken along of what was said before: as much as can be summed up for a model, the newest first. */
const historyLimits = { messages: 100, chars: 48_000 } as const

const textPart = z.looseObject({ type: z.literal('text'), text: z.string() })
const partSchema = z.looseObject({ type: z.string() })
const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant'], 'must be system, developer, user or assistant'),
  content: z.union([z.string(), z.array(partSchema).max(100)], 'must be text or a list of parts').nullish(),
})

/**
 * What would change the form of the answer is refused, because nothing would come of it. How a model is to be set
 * (temperature, max_tokens, …) is the blueprint's business and is left aside.
 */
export const chatRequestSchema = z.looseObject({
  messages: z.array(messageSchema).min(1, 'is empty').max(2_000, 'may hold 2000 messages'),
  model: z.string().max(200).optional(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  metadata: z.looseObject({ session: messageRequestSchema.shape.session }).nullish(),
  n: z.literal(1, 'must be 1').nullish(),
  tools: z.array(z.unknown()).max(0, 'must be left out: the agent works with its own skills').nullish(),
  functions: z.array(z.unknown()).max(0, 'must be left out: the agent works with its own skills').nullish(),
  response_format: z
    .looseObject({ type: z.literal('text', 'must be text: what the agent answers is drawn in its blueprint') })
    .nullish(),
  logprobs: z.literal(false, 'are not told').nullish(),
  modalities: z.array(z.literal('text', 'must be text')).nullish(),
})

export type ChatRequest = z.infer<typeof chatRequestSchema>
type Message = ChatRequest['messages'][number]

export type Asked = { content: string; files: InlineFile[]; history: EarlierMessage[] }

/**
 * The last message starts the run; what the user and the assistant said before it is the history of a new conversation.
 * System messages are left aside: what the agent is told to do is in its blueprint, and not for callers to change.
 */
export function askedIn({ messages }: ChatRequest): Asked {
  const last = messages.at(-1)
  const path = `messages.${messages.length - 1}`
  if (last?.role !== 'user') throw unsupported(path, 'The last message must be of the role "user".')
  const content = textIn(last).trim()
  const files = filesIn(last, path)
  if (content === '' && files.length === 0) throw unsupported(path, 'The last message is empty.')
  if (content.length > messageLimits.contentChars) throw messageTooLong()
  return { content, files, history: historyIn(messages.slice(0, -1)) }
}

function historyIn(messages: readonly Message[]): EarlierMessage[] {
  const said = messages.flatMap((message) => {
    const content = textIn(message).trim()
    const { role } = message
    return (role === 'user' || role === 'assistant') && content !== '' ? [{ role, content }] : []
  })
  let chars = 0
  const tooMuch = said.findLastIndex(({ content }, at) => {
    chars += content.length
    return chars > historyLimits.chars || said.length - at > historyLimits.messages
  })
  return said.slice(tooMuch + 1)
}

function textIn({ content }: Message): string {
  if (typeof content === 'string') return content
  return (content ?? []).flatMap((part) => textPart.safeParse(part).data?.text ?? []).join('\n')
}

function filesIn({ content }: Message, path: string): InlineFile[] {
  if (typeof content === 'string') return []
  const parts = (content ?? []).map((part, index) => ({ part, at: `${path}.content.${index}` }))
  const files = parts.filter(({ part }) => part.type !== 'text').map(({ part, at }) => inlineFileOf(part, at))
  if (files.length <= messageLimits.files) return files
  throw unsupported(`${path}.content`, `A message may carry ${messageLimits.files} files, not ${files.length}.`)
}
