import type { ModelMessage, TextPart } from 'ai'
import type { ChatMessage, ContentPart } from '../models/model-client'

export function toModelMessages(messages: readonly ChatMessage[]): ModelMessage[] {
  return messages.map(({ role, content }): ModelMessage => {
    if (typeof content === 'string') return { role, content }
    if (role !== 'user')
      return { role, content: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n') }
    return { role, content: content.map(toPart) }
  })
}

/**
 * The package knows fewer kinds of files than the broker takes: what it would refuse or change is laid over a part of text,
 * so that the part goes out as every other block sends it.
 */
function toPart(part: ContentPart): TextPart {
  if (part.type === 'text') return part
  return { type: 'text', text: part.type, providerOptions: { openaiCompatible: { ...part, text: undefined } } }
}
