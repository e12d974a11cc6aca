import { z } from 'zod'
import { readBoundedText } from '@/components/shell/bounded-text'
import { readEvents } from '@/domain/runtime/read-events'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'

/** Where a preview answers, and what opens it. */
export type Access = { url: string; key: string }

/** Its message is a sentence for people. */
export class PreviewFailed extends Error {}

const errorSchema = z.object({ error: z.object({ message: z.string().max(4_000) }) })
const failureSchema = z.object({ code: z.string(), message: z.string() })

const stepSchema = z.object({
  step: z.string(),
  kind: z.string(),
  label: z.string(),
  state: z.enum(['running', 'waiting', 'ended', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  port: z.string().nullable(),
  tries: z.number(),
  error: failureSchema.nullable(),
  inputTokens: z.number(),
  outputTokens: z.number(),
})
const traceSchema = z.object({
  id: z.string(),
  session: z.string(),
  drawing: z.string().nullable(),
  state: z.enum(['running', 'waiting', 'ended', 'failed']),
  error: failureSchema.nullable(),
  steps: z.array(stepSchema),
})
export type Trace = z.infer<typeof traceSchema>
export type TraceStep = z.infer<typeof stepSchema>

const contentSchema = z.object({
  input: z.record(z.string(), z.unknown()).nullable(),
  output: z.unknown(),
  reply: z.string().nullable(),
  notes: z.array(z.object({ name: z.string(), value: z.unknown() })),
  failures: z.array(failureSchema),
})

const sessionSchema = z.object({
  messages: z.array(z.object({ turn: z.string(), role: z.string(), content: z.string() })),
})
const firedSchema = z.object({
  turn: z.string().optional(),
  woken: z.number().optional(),
  reply: z.string().optional(),
})

export type Began = { session: string; turn: string }
const beganSchema = z.object({ session: z.string(), turn: z.string() })

const waitMs = 15_000
/** What people could still look through; a preview answers for itself. */
const mostBytes = 2_000_000

export async function sendMessage(
  access: Access,
  message: { session: string | null; content: string },
  on: { began(run: Began): void; text(piece: string): void },
  signal: AbortSignal,
): Promise<z.infer<typeof messageResponseSchema>> {
  const { session, content } = message
  const body = { content, stream: true, ...(session === null ? {} : { session }) }
  const response = await reach(access, '/v1/messages', { method: 'POST', body, signal })
  if (!response.ok || response.body === null) throw await refusal(response)
  for await (const { event, data } of readEvents(response.body)) {
    if (event === 'start') on.began(beganSchema.parse(data))
    if (event === 'delta') on.text(z.object({ text: z.string() }).parse(data).text)
    if (event === 'done') return messageResponseSchema.parse(data)
    if (event === 'error') throw new PreviewFailed(errorSchema.parse(data).error.message)
  }
  throw new PreviewFailed('The connection was lost before the answer was complete. Send it again.')
}

export const readTrace = (access: Access, turn: string, signal: AbortSignal) =>
  read(access, `/v1/runs/${turn}`, traceSchema, { signal: soon(signal) })

export const readContent = (access: Access, turn: string, step: string, signal: AbortSignal) =>
  read(access, `/v1/runs/${turn}/steps/${encodeURIComponent(step)}`, contentSchema, { signal: soon(signal) })

/** Everything that a run has said, also long after it began. */
export async function readReply(access: Access, { session, turn }: Began, signal: AbortSignal): Promise<string> {
  const view = await read(access, `/v1/sessions/${encodeURIComponent(session)}`, sessionSchema, {
    signal: soon(signal),
  })
  const said = view.messages.filter((message) => message.turn === turn && message.role === 'assistant')
  return said.map(({ content }) => content).join('\n\n')
}

export const fireEvent = (access: Access, event: string, payload: unknown, signal: AbortSignal) =>
  read(access, '/v1/webhook', firedSchema, { method: 'POST', body: { event, payload }, signal })

export const fireSchedule = (access: Access, block: string, signal: AbortSignal) =>
  read(access, `/v1/schedules/${block}`, firedSchema, { method: 'POST', signal })

export async function skipWait(access: Access, turn: string, step: string, signal: AbortSignal): Promise<void> {
  const path = `/v1/runs/${turn}/skip/${encodeURIComponent(step)}`
  const response = await reach(access, path, { method: 'POST', signal: soon(signal) })
  if (!response.ok) throw await refusal(response)
}

type Call = { method?: 'GET' | 'POST'; body?: object; signal: AbortSignal }

const soon = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(waitMs)])

async function read<T>(access: Access, path: string, schema: z.ZodType<T>, call: Call): Promise<T> {
  const response = await reach(access, path, call)
  if (!response.ok) throw await refusal(response)
  const text = await readBoundedText(response, mostBytes)
  if (text === null) throw new PreviewFailed('The preview answered with more than can be shown here.')
  return schema.parse(JSON.parse(text))
}

async function reach({ url, key }: Access, path: string, { method = 'GET', body, signal }: Call) {
  try {
    return await fetch(url.replace(/\/+$/, '') + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    const { host } = new URL(url)
    throw new PreviewFailed(`The preview’s address does not answer (${host}). Try again in a moment.`, { cause })
  }
}

async function refusal(response: Response): Promise<PreviewFailed> {
  const text = await readBoundedText(response, 64_000).catch(() => null)
  const parsed = errorSchema.safeParse(parseJson(text))
  return new PreviewFailed(
    parsed.success ? parsed.data.error.message : `The preview answered with status ${response.status}. Try again.`,
  )
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
