import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Agent } from 'undici'
import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import { type BrokerIdentity, bundleHeader } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { KeyProvider } from '@/server/vault/key-provider'
import { scopeOf } from './callers'
import type { ChatUsage } from './chat-request'
import type { BrokerLimits } from './limits'
import { type ModelProvider, readModelProvider } from './model-provider'
import { readManifest } from './permissions'
import { beginModelCall, recordTokens, takeBackModelCall } from './record-usage'
import type { RequestRoom } from './request-room'

export type ModelParts = {
  db: Database
  keys: KeyProvider
  agent: Agent
  limits: BrokerLimits
  room: RequestRoom
  /** Work that goes on after the answer, and that must be over before this process ends. */
  finish(what: string, work: Promise<unknown>): void
}

export type ModelCall = {
  parts: ModelParts
  caller: BrokerIdentity
  request: IncomingMessage
  response: ServerResponse
}

/** The bundle that a call says it is made under. */
export function bundleOf(request: IncomingMessage): string {
  const digest = request.headers[bundleHeader]
  if (typeof digest === 'string') return digest
  throw new BulkheadError('bad-input', `The header ${bundleHeader} must name the bundle that the call is made under.`)
}

export function readLimits({ parts, caller, response }: ModelCall) {
  return { bytes: parts.limits.requestBytes, take: parts.room.taker(caller.runtimeId, response) }
}

/**
 * Makes one call of a model: checked against the manifest, counted on the tenant's day, and not counted when no answer
 * came. `work` gets the workspace's provider, null where the demo model answers, and a signal that ends when the runtime
 * goes away; it returns the tokens, where they were told.
 */
export async function withModel(
  call: ModelCall,
  check: (manifest: PermissionManifest) => void,
  work: (provider: ModelProvider | null, signal: AbortSignal) => Promise<ChatUsage | undefined>,
): Promise<void> {
  const { parts, caller } = call
  const digest = bundleOf(call.request)
  const { provider, counted } = await inScope(parts.db, scopeOf(caller), async (tx) => {
    const manifest = await readManifest(tx, caller, digest)
    check(manifest)
    const provider = await readModelProvider(tx, parts.keys, caller.workspaceId)
    // The last of all: it holds a row that others count on too.
    return { provider, counted: await beginModelCall(tx, caller, manifest.limits) }
  })
  try {
    const usage = await untilGone(call, (signal) => work(provider, signal))
    parts.finish('the tokens were not counted', recordTokens(parts.db, counted, usage))
  } catch (error) {
    parts.finish('a call without an answer was counted', takeBackModelCall(parts.db, counted))
    throw error
  }
}

async function untilGone<T>({ response }: ModelCall, work: (gone: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController()
  const onClose = () => gone.abort()
  response.once('close', onClose)
  if (response.destroyed) gone.abort()
  try {
    return await work(gone.signal)
  } finally {
    response.off('close', onClose)
  }
}
