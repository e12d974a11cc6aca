import type { ChatMessage } from '../models/model-client'

export function promptMessages(
  instructions: string,
  history: readonly ChatMessage[],
  prompt: ChatMessage['content'],
): ChatMessage[] {
  const system: ChatMessage[] = instructions.trim() === '' ? [] : [{ role: 'system', content: instructions.trim() }]
  return [...system, ...history, { role: 'user', content: prompt }]
}
