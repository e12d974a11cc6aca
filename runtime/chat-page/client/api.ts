import type { ErrorBody } from '@/domain/errors'
import { readEvents } from '@/domain/runtime/read-events'
import type { FileView, HealthResponse, MessageResponse, SessionView } from '@/domain/runtime/runtime-api'

/** What went wrong, in the agent's own words where it had any. */
export class RequestFailed extends Error {
  /** No answer came: what became of the request is not known. */
  readonly unanswered: boolean
  constructor(message: string, unanswered = false) {
    super(message)
    this.unanswered = unanswered
  }
}

export type Outgoing = {
  session: string
  content: string
  files: readonly FileView[]
  /** The same for each time that this message is sent. */
  key: string
}

export async function sendMessage(
  { session, content, files, key }: Outgoing,
  on: { start(turn: string): void; delta(text: string): void },
): Promise<MessageResponse> {
  const response = await reach('/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ session, content, files: files.map(({ id }) => id), stream: true }),
  })
  if (!response.ok || response.body === null) throw await failure(response)
  try {
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'start') on.start((data as { turn: string }).turn)
      if (event === 'delta') on.delta((data as { text: string }).text)
      if (event === 'done') return data as MessageResponse
      if (event === 'error') throw new RequestFailed((data as ErrorBody).error.message)
    }
  } catch (error) {
    if (error instanceof RequestFailed) throw error
  }
  throw new RequestFailed('The connection was lost before the answer was complete.', true)
}

export async function uploadFile(session: string, file: File): Promise<FileView> {
  const query = new URLSearchParams({ session, name: file.name })
  const response = await reach(`/v1/files?${query}`, { method: 'POST', body: file })
  if (!response.ok) throw await failure(response)
  return ((await response.json()) as { file: FileView }).file
}

export const fileAddress = (session: string, { id }: FileView) =>
  `/v1/sessions/${encodeURIComponent(session)}/files/${id}`

/** What came after the message `after`. Null when there is no such conversation (any more). */
export async function loadSession(session: string, after: number): Promise<SessionView | null> {
  const response = await reach(`/v1/sessions/${encodeURIComponent(session)}?after=${after}`)
  if (response.status === 404) return null
  if (!response.ok) throw await failure(response)
  return (await response.json()) as SessionView
}

export async function currentVersion(): Promise<number | null> {
  const response = await fetch('/healthz').catch(() => null)
  return response?.ok ? ((await response.json()) as HealthResponse).version : null
}

function reach(path: string, init?: RequestInit): Promise<Response> {
  return fetch(path, init).catch(() => {
    throw new RequestFailed('The agent cannot be reached. Check your connection and try again.', true)
  })
}

async function failure(response: Response): Promise<RequestFailed> {
  const body = (await response.json().catch(() => null)) as ErrorBody | null
  return new RequestFailed(body?.error?.message ?? `The agent answered with status ${response.status}. Try again.`)
}
