import { BulkheadError } from '@/domain/errors'
import type { AskModel, ChatMessage } from '../models/model-client'
import type { Conversations, StoredMessage } from '../store/conversations'
import type { RunRecord } from './run-record'

/** Earlier messages may take this much of a prompt; when they take more, the older ones are summed up down to `keep`. */
export const historyTokens = { budget: 6_000, keep: 3_000 } as const
/** More than any prompt can hold. */
const messagesRead = 500
const summaryChars = 4_000
const askMs = 60_000

/**
 * What was said in a session before this run: a summary of what no prompt could hold, then the newest messages. When the
 * model cannot sum up, the oldest are left out instead: a turn does not fail for its history.
 */
export async function historyFor(
  conversations: Conversations,
  run: Pick<RunRecord, 'id' | 'session'>,
  ask: AskModel,
  model: string,
): Promise<ChatMessage[]> {
  const known = conversations.summary(run.session)
  const messages = conversations
    .messages(run.session, messagesRead, known?.upto ?? 0)
    .filter((message) => message.run !== run.id)
  if (tokensIn(messages) <= historyTokens.budget) return [...summaryMessage(known?.text), ...messages.map(toChat)]
  const kept = newest(messages, historyTokens.keep)
  const older = messages.slice(0, messages.length - kept.length)
  const text = await sumUp(known?.text, older, ask, model)
  const upto = older.at(-1)?.seq
  if (text !== null && upto !== undefined) conversations.keepSummary(run.session, { upto, text })
  return [...summaryMessage(text ?? known?.text), ...kept.map(toChat)]
}

/** About four letters to a token in most alphabets, one or two signs in the others. */
export function tokensOf(text: string): number {
  let wide = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x24f) wide += 1
  return Math.ceil((text.length - wide) / 4 + wide / 1.5)
}

function tokensIn(messages: readonly StoredMessage[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(message.content), 0)
}

/** The newest messages that fit, beginning with something that the user said. */
function newest(messages: readonly StoredMessage[], budget: number): StoredMessage[] {
  let tokens = 0
  let from = messages.length
  while (from > 0) {
    tokens += tokensOf(messages[from - 1]?.content ?? '')
    if (tokens > budget) break
    from -= 1
  }
  while (from < messages.length && messages[from]?.role !== 'user') from += 1
  return messages.slice(from)
}

async function sumUp(
  before: string | undefined,
  messages: readonly StoredMessage[],
  ask: AskModel,
  model: string,
): Promise<string | null> {
  const said = newest(messages, historyTokens.budget * 2).map(({ role, content }) => `${role}: ${content}`)
  const earlier = before === undefined ? '' : `What was said before that:\n${before}\n\n`
  try {
    const answer = await ask({
      model,
      messages: [
        {
          role: 'system',
          content:
            'Summarise the conversation in at most 12 sentences. Keep names, numbers, decisions and open questions.',
        },
        { role: 'user', content: `${earlier}${said.join('\n')}` },
      ],
      signal: AbortSignal.timeout(askMs),
    })
    return answer.text.slice(0, summaryChars)
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}

function summaryMessage(text: string | undefined): ChatMessage[] {
  if (text === undefined || text === '') return []
  return [{ role: 'system', content: `What was said earlier in this conversation, in short:\n${text}` }]
}

const toChat = ({ role, content }: StoredMessage): ChatMessage => ({ role, content })
