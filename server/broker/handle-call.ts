import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError, type ErrorCode, toErrorBody } from '@/domain/errors'
import { type BrokerIdentity, bundleHeader } from '@/domain/runtime/broker-api'
import { inScope } from '@/server/db/scope'
import type { Logger } from '@/server/log'
import { answerJson } from './answer-json'
import { type Callers, scopeOf } from './callers'
import { completeChat } from './complete-chat'
import { readTenantKeys } from './effects/credentials'
import { type EffectCall, type EffectParts, handleEffect } from './effects/handle-effect'
import { embedTexts } from './embed-texts'
import { readCurrentManifest, readManifest } from './permissions'
import { transcribe } from './transcribe'

export type CallParts = EffectParts & { callers: Callers; log: Logger }

const calls: Readonly<Record<string, (call: EffectCall) => Promise<void>>> = {
  'GET /v1/identity': async ({ caller, response }) => answerJson(response, 200, caller),
  'GET /v1/store-key': async ({ parts, caller, response }) =>
    answerJson(response, 200, { key: await storeKey(parts, caller) }),
  'GET /v1/models': async ({ parts, caller, request, response }) =>
    answerJson(response, 200, await listModels(parts, caller, request.headers[bundleHeader])),
  'POST /v1/chat/completions': completeChat,
  'POST /v1/embeddings': embedTexts,
  'POST /v1/audio/transcriptions': transcribe,
  'POST /v1/effects': handleEffect,
}

/** One call of the runtime whose socket accepted it. Never rejects; logs what was called, never what was said. */
export async function handleCall(
  parts: CallParts,
  runtimeId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now()
  const name = `${request.method} ${request.url?.split('?', 1)[0]}`
  let code: ErrorCode | undefined
  try {
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined
    if (call === undefined) throw new BulkheadError('not-found', 'The broker has no such call.')
    await call({ parts, caller: await parts.callers.identify(runtimeId), request, response })
  } catch (cause) {
    const error = isDatabaseAway(cause) ? databaseAway(cause) : cause
    code = error instanceof BulkheadError ? error.code : 'internal'
    if (code === 'internal' || error !== cause) {
      parts.log.error({ runtimeId, call: name, error: errorName(cause) }, 'a call failed')
    }
    answerError(request, response, error)
  }
  const durationMs = Math.round(performance.now() - startedAt)
  parts.log.debug({ runtimeId, call: code === 'not-found' ? 'unknown' : name, code, durationMs }, 'call')
}

async function storeKey(parts: EffectParts, caller: BrokerIdentity): Promise<string> {
  const keys = await inScope(parts.db, scopeOf(caller), (tx) => readTenantKeys(tx, parts.keys, caller.tenantId))
  return keys('runtime-store')
}

async function listModels(parts: EffectParts, caller: BrokerIdentity, digest: string | string[] | undefined) {
  const manifest = await inScope(parts.db, scopeOf(caller), (tx) =>
    typeof digest === 'string' ? readManifest(tx, caller, digest) : readCurrentManifest(tx, caller),
  )
  return {
    object: 'list',
    data: manifest.models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'workspace' })),
  }
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'bad-input': 400,
  'too-large': 413,
  forbidden: 403,
  'model-not-allowed': 403,
  'not-allowed': 403,
  'approval-denied': 403,
  conflict: 409,
  'not-connected': 424,
  'approval-required': 428,
  'upstream-failed': 502,
  'not-found': 404,
  'over-limit': 429,
  'model-unavailable': 502,
  'not-ready': 503,
  'deadline-exceeded': 504,
}

export function answerError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The rest of a body that nobody reads must not be taken for the next request.
  if (!request.complete) response.shouldKeepAlive = false
  const status = error instanceof BulkheadError ? (statuses[error.code] ?? 500) : 500
  answerJson(response, status, toErrorBody(error))
  request.resume()
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? String((error as { code?: unknown }).code ?? '') : ''

/** A message could hold what was said; a name and a code cannot. */
const errorName = (error: unknown) => (error instanceof Error ? `${error.name} ${codeOf(error)}` : 'unknown')

/** Prisma's codes for a database that cannot be reached, or that has no connection left to give. */
const isDatabaseAway = (error: unknown) => /^P(?:1\d{3}|2024|2028)$/.test(codeOf(error))

const databaseAway = (cause: unknown) =>
  new BulkheadError('not-ready', 'The broker cannot reach its database right now. Try again shortly.', { cause })
