import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { messageLimits } from '@/domain/runtime/runtime-api'
import { messageOf } from '../../host/log'
import { responseOf } from '../../runs/response'
import { newSession, type RunRequest } from '../../runs/run-engine'
import type { RunRecord } from '../../runs/run-record'
import { requireAccepted } from '../accepted-files'
import { answerJson } from '../answer'
import type { EventStream } from '../event-stream'
import { check, jsonIn, mediaTypeOf, readText, UnsupportedMediaType } from '../read-request'
import type { ReadUpload } from '../read-upload'
import { requestKeyOf } from '../request-key'
import { requireActive } from '../require-active'
import type { Route, RouteDeps } from '../routes'
import { startRun, streamRun } from '../start-run'
import { chunkOf, completionOf, headOf, usageChunkOf } from './chat-completion'
import { askedIn, type ChatRequest, chatRequestSchema } from './chat-request'
import { modelName } from './model-routes'
import { openAiErrorOf, unsupported } from './openai-error'

/** Files come inside the request here. The gateway lets no more through either. */
const bodyBytes = 10_000_000

/**
 * `POST /v1/chat/completions`, as clients of OpenAI's API send it. `metadata.session` goes on with a conversation; without it
 * each request is one of its own, with the earlier messages as its history. Any model is accepted: the agent answers.
 */
export function chatCompletionRoutes(deps: RouteDeps, readUpload: ReadUpload): readonly Route[] {
  const handle: Route['handle'] = async (request, response) => {
    const chat = check(chatRequestSchema, await readChat(request, readUpload))
    const asked = runRequestOf(deps, chat, requestKeyOf(request))
    if (chat.stream === true) await answerStreamed(deps, chat, asked, response)
    else await answerWhole(deps, asked, response)
  }
  return [{ method: 'POST', path: /^\/v1\/chat\/completions$/, handle }]
}

/** Small ones come in side by side; those that carry files share the room that uploads have. */
async function readChat(request: IncomingMessage, readUpload: ReadUpload): Promise<unknown> {
  if (mediaTypeOf(request) !== 'application/json') throw new UnsupportedMediaType()
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
  const text = length <= messageLimits.bodyBytes ? await readText(request) : await readUpload(request, bodyBytes)
  return jsonIn(text.toString())
}

function runRequestOf(deps: RouteDeps, chat: ChatRequest, key: { requestKey?: string }): RunRequest {
  const { content, files, history } = askedIn(chat)
  const given = chat.metadata?.session
  if (files.length === 0)
    return { session: given, event: { kind: 'chat-message', content, files: [] }, history, ...key }
  if (key.requestKey !== undefined) {
    throw unsupported(
      'messages',
      'A request with an Idempotency-Key cannot carry files. Leave the key out, or use POST /v1/messages.',
    )
  }
  const session = given ?? newSession()
  // All of them first: nothing is kept of a message that is refused.
  requireAccepted(deps, session, files, content)
  const kept = files.map((file) => deps.knowledge.files.save(session, file))
  return { session, event: { kind: 'chat-message', content, files: kept }, history }
}

async function answerWhole(deps: RouteDeps, asked: RunRequest, response: ServerResponse): Promise<void> {
  const startedAt = Date.now()
  const came = await startRun(deps, asked)
  if (came.status === 'running') {
    const message = `The agent still works on this. Its answer will be in the conversation: GET /v1/sessions/${came.session}`
    throw new BulkheadError('deadline-exceeded', message)
  }
  answerJson(response, 200, completionOf(headOf(came.turn, nameOf(deps), startedAt), came))
}

async function answerStreamed(
  deps: RouteDeps,
  chat: ChatRequest,
  asked: RunRequest,
  response: ServerResponse,
): Promise<void> {
  const model = nameOf(deps)
  const head = ({ id, startedAt }: RunRecord) => headOf(id, model, startedAt)
  let current = headOf('', model, Date.now())
  let hasText = false
  const begin = (events: EventStream, record: RunRecord) => {
    current = head(record)
    events.send(null, chunkOf(current, { role: 'assistant', content: '' }))
  }
  await streamRun(deps, asked, response, {
    begun: begin,
    text(events, content) {
      hasText = true
      events.send(null, chunkOf(current, { content }))
    },
    came(events, driven) {
      const came = responseOf(driven)
      current = head(driven.record)
      if (!hasText && came.reply !== '') events.send(null, chunkOf(current, { content: came.reply }))
      events.send(null, chunkOf(current, {}, came))
      if (chat.stream_options?.include_usage === true) events.send(null, usageChunkOf(current, came))
      events.end('data: [DONE]\n\n')
    },
    failed(events, error) {
      if (!(error instanceof BulkheadError)) deps.log.error('request-failed', { message: messageOf(error) })
      events.send(null, openAiErrorOf(error))
      events.end()
    },
  })
}

const nameOf = (deps: RouteDeps) => modelName(requireActive(deps).plan.bundle)
