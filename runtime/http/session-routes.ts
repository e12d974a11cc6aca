import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import {
  messageRequestSchema,
  type OpenRunView,
  type SessionList,
  type SessionView,
} from '@/domain/runtime/runtime-api'
import type { RunRecord } from '../runs/run-record'
import { traceOf } from '../runs/trace'
import { answerJson, setCommonHeaders } from './answer'
import { check } from './read-request'
import type { Route, RouteDeps } from './routes'

/** What is told of a long conversation at once. */
const messagesShown = 200
const runsShown = 20
const idsAtOnce = 50

const sessionId = messageRequestSchema.shape.session.unwrap()
const place = z.coerce.number('must be a number').int().min(0).max(Number.MAX_SAFE_INTEGER).optional()
const pageQuery = z.object({ after: place, before: place })
const listQuery = z.object({
  ids: z
    .string("are needed: GET /v1/sessions?ids=<id>,<id>. Only whoever knows a conversation's id may look at it")
    .transform((ids) => ids.split(','))
    .pipe(z.array(sessionId).max(idsAtOnce, `may name ${idsAtOnce} sessions`)),
})

/**
 * Conversations, by whoever knows their ids, and how runs went. Nothing lists the ids: that would open every conversation
 * to everybody (docs/security.md).
 */
export function sessionRoutes(deps: RouteDeps): readonly Route[] {
  const id = '([A-Za-z0-9_-]{1,64})'
  const uuid = '([0-9a-f-]{36})'
  return [
    {
      method: 'GET',
      path: /^\/v1\/sessions$/,
      handle: (request, response) => listSessions(deps, request, response),
    },
    {
      method: 'GET',
      path: new RegExp(`^/v1/sessions/${id}$`),
      handle: (request, response, match) => getSession(deps, request, response, match[1] ?? ''),
    },
    {
      method: 'GET',
      path: new RegExp(`^/v1/sessions/${id}/files/${uuid}$`),
      handle: (_request, response, match) => getFile(deps, response, match[1] ?? '', match[2] ?? ''),
    },
    {
      method: 'GET',
      path: new RegExp(`^/v1/runs/${uuid}$`),
      handle: (_request, response, match) => getRun(deps, response, match[1] ?? ''),
    },
  ]
}

function listSessions({ stores }: RouteDeps, request: IncomingMessage, response: ServerResponse): void {
  const { ids } = check(listQuery, queryOf(request))
  const found = [...new Set(ids)].flatMap((id) => stores.conversations.findSession(id) ?? [])
  const list: SessionList = {
    sessions: found
      .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
      .map(({ id, createdAt, updatedAt }) => {
        const [newest] = stores.runs.ofSession(id, 1)
        return { session: id, createdAt, updatedAt, state: newest?.state ?? null }
      }),
  }
  answerJson(response, 200, list)
}

function getSession(deps: RouteDeps, request: IncomingMessage, response: ServerResponse, id: string): void {
  const { conversations, runs } = deps.stores
  const { after, before } = check(pageQuery, queryOf(request))
  const session = conversations.findSession(id)
  if (session === null) throw new BulkheadError('not-found', 'There is no such conversation.')
  const messages = conversations
    .messages(id, messagesShown, after, before)
    .map(({ run, ...message }) => ({ ...message, turn: run }))
  const open = runs.ofSession(id, runsShown).flatMap((run) => openRun(deps, run) ?? [])
  const view: SessionView = { session: id, createdAt: session.createdAt, messages, runs: open.reverse() }
  answerJson(response, 200, view)
}

function openRun({ stores }: RouteDeps, run: RunRecord): OpenRunView | null {
  if (run.state === 'ended') return null
  const event = run.trigger?.event
  return {
    turn: run.id,
    state: run.state,
    startedAt: new Date(run.startedAt).toISOString(),
    error: run.error,
    waits: stores.waits.ofRun(run.seq).map((wait) => ({ for: wait.for, until: new Date(wait.until).toISOString() })),
    said: event?.kind === 'chat-message' && !run.said ? { content: event.content, files: event.files } : null,
  }
}

/** What a file is, its bytes have said; and whatever it is, it is shown without rights. */
function getFile({ knowledge }: RouteDeps, response: ServerResponse, session: string, id: string): void {
  const { name, mediaType, content } = knowledge.files.read(session, id)
  const shown = mediaType.startsWith('image/') ? 'inline' : 'attachment'
  setCommonHeaders(response, "default-src 'none'; sandbox; frame-ancestors 'none'")
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': content.length,
    'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`,
    'cross-origin-resource-policy': 'same-origin',
  })
  response.end(content)
}

/** RFC 8187 leaves these out of what may stand for itself. */
const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`

function getRun({ stores, held }: RouteDeps, response: ServerResponse, id: string): void {
  const run = stores.runs.find(id)
  if (run === null) throw new BulkheadError('not-found', 'There is no such run.')
  answerJson(response, 200, traceOf(run, stores.events.read(run.seq), held.planOf(run.bundleDigest)))
}

const queryOf = (request: IncomingMessage) =>
  Object.fromEntries(new URL(request.url ?? '/', 'http://runtime').searchParams)
