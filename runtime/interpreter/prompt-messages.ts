import { type ChatMessage, textOf } from '../models/model-client'

/** Earlier turns may take about this much of a prompt; the newest are kept. Four characters to a token. */
const historyTokens = 6_000

export function promptMessages(instructions: string, history: readonly ChatMessage[], prompt: string): ChatMessage[] {
  const system: ChatMessage[] = instructions.trim() === '' ? [] : [{ role: 'system', content: instructions.trim() }]
  return [...system, ...history, { role: 'user', content: prompt }]
}

/** The newest messages that fit the budget, beginning with something that the user said. */
export function trimHistory(messages: readonly ChatMessage[], budgetTokens: number = historyTokens): ChatMessage[] {
  let tokens = 0
  let from = messages.length
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    tokens += Math.ceil(textOf(messages[index] ?? { content: '' }).length / 4)
    if (tokens > budgetTokens) break
    from = index
  }
  while (from < messages.length && messages[from]?.role !== 'user') from += 1
  return messages.slice(from)
}
