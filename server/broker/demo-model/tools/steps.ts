import { type ChatCompletionMessage, textOf } from '../chat-format'
import { sortedJson } from '../schema/json-schema'

export type DoneCall = {
  name: string
  /** JSON with its keys in order, so that the same arguments are the same text. */
  arguments: string
  /** What came back; null when nothing has. */
  result: string | null
}

const resultChars = 16_000

/** What was called since the user spoke last, in order, with what came back. */
export function doneCalls(messages: readonly ChatCompletionMessage[]): DoneCall[] {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1)
  const results = new Map(
    since
      .filter(({ role }) => role === 'tool')
      .map(({ tool_call_id, content }) => [tool_call_id ?? '', textOf(content).slice(0, resultChars)]),
  )
  return since.flatMap(({ tool_calls }) =>
    (tool_calls ?? []).map(({ id, function: { name, arguments: json } }) => {
      return { name, arguments: normalised(json), result: results.get(id) ?? null }
    }),
  )
}

function normalised(json: string): string {
  try {
    return sortedJson(JSON.parse(json))
  } catch {
    // Not JSON, or too deep to be written again: compared as it is.
    return json
  }
}
