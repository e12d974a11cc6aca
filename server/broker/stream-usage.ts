import { type ChatUsage, usageSchema } from './chat-request'

/** A line longer than this is no usage report. */
const maxLineChars = 65_536

/** Reads the token counts out of a stream of chat completion chunks that passes by. */
export function createUsageReader(): { push(chunk: Buffer): void; readonly usage: ChatUsage | undefined } {
  const decoder = new TextDecoder()
  let rest = ''
  let usage: ChatUsage | undefined
  return {
    push(chunk) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = (lines.pop() ?? '').slice(0, maxLineChars)
      for (const line of lines) usage = usageOfLine(line) ?? usage
    },
    get usage() {
      return usage
    },
  }
}

function usageOfLine(line: string): ChatUsage | undefined {
  if (!line.startsWith('data:') || !line.includes('"usage"')) return undefined
  return usageOf(line.slice('data:'.length))
}

/** Of one answer or one chunk; `undefined` where it says nothing of it. */
export function usageOf(json: string): ChatUsage | undefined {
  try {
    const value: unknown = JSON.parse(json)
    const found = typeof value === 'object' && value !== null && 'usage' in value ? value.usage : undefined
    return usageSchema.safeParse(found).data
  } catch {
    return undefined
  }
}
