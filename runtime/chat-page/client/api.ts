import type { ErrorBody } from '@/domain/errors'
import type { HealthResponse, MessageResponse } from '@/domain/runtime/runtime-api'
import { readEvents } from './read-events'

export type PastMessage = { role: 'user' | 'assistant'; content: string }

/** What went wrong, in the agent's own words where it had any. */
export class RequestFailed extends Error {}

const unreachable = 'The agent cannot be reached. Check your connection and try again.'

export async function sendMessage(
  content: string,
  session: string | null,
  onDelta: (text: string) => void,
): Promise<MessageResponse> {
  const response = await fetch('/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content, stream: true, ...(session === null ? {} : { session }) }),
  }).catch(() => {
    throw new RequestFailed(unreachable)
  })
  if (!response.ok || response.body === null) throw await failure(response)
  try {
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'delta') onDelta((data as { text: string }).text)
      if (event === 'done') return data as MessageResponse
      if (event === 'error') throw new RequestFailed((data as ErrorBody).error.message)
    }
  } catch (error) {
    if (error instanceof RequestFailed) throw error
  }
  throw new RequestFailed('The connection was lost before the answer was complete. Try again.')
}

/** Null when there is no such conversation (any more). */
export async function loadSession(session: string): Promise<PastMessage[] | null> {
  const response = await fetch(`/v1/sessions/${encodeURIComponent(session)}`).catch(() => {
    throw new RequestFailed(unreachable)
  })
  if (response.status === 404) return null
  if (!response.ok) throw await failure(response)
  return ((await response.json()) as { messages: PastMessage[] }).messages
}

export async function currentVersion(): Promise<number | null> {
  const response = await fetch('/healthz').catch(() => null)
  return response?.ok ? ((await response.json()) as HealthResponse).version : null
}

async function failure(response: Response): Promise<RequestFailed> {
  const body = (await response.json().catch(() => null)) as ErrorBody | null
  return new RequestFailed(body?.error?.message ?? `The agent answered with status ${response.status}. Try again.`)
}
