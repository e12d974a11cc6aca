import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Agent } from 'undici'
import { BulkheadError } from '@/domain/errors'
import { type BrokerIdentity, bundleHeader } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { KeyProvider } from '@/server/vault/key-provider'
import { callProvider } from './call-provider'
import { scopeOf } from './callers'
import { type ChatRequest, type ChatUsage, chatRequestSchema } from './chat-request'
import { answerWithDemo } from './demo-answer'
import type { BrokerLimits } from './limits'
import { type ModelProvider, readModelProvider } from './model-provider'
import { readManifest, requireModel } from './permissions'
import { readJson } from './read-json'
import { relay } from './relay'

export type ChatParts = {
  db: Database
  keys: KeyProvider
  agent: Agent
  limits: BrokerLimits
  /** Called once for each answer that a model gave. */
  onUsage(caller: BrokerIdentity, usage: ChatUsage | undefined): void
}

/** `POST /v1/chat/completions`: checked against the manifest, sent with the workspace's key, passed back without it. */
export async function completeChat(
  parts: ChatParts,
  caller: BrokerIdentity,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const digest = request.headers[bundleHeader]
  if (typeof digest !== 'string') {
    throw new BulkheadError('bad-input', `The header ${bundleHeader} must name the bundle that the call is made under.`)
  }
  const chat = await readJson(request, chatRequestSchema, parts.limits.requestBytes)
  const provider = await inScope(parts.db, scopeOf(caller), async (tx) => {
    requireModel(await readManifest(tx, caller, digest), chat.model)
    return readModelProvider(tx, parts.keys, caller.workspaceId)
  })
  if (provider === null) parts.onUsage(caller, answerWithDemo(chat, response))
  else await passThrough(parts, caller, provider, chat, response)
}

async function passThrough(
  parts: ChatParts,
  caller: BrokerIdentity,
  provider: ModelProvider,
  chat: ChatRequest,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  const onClose = () => gone.abort()
  response.once('close', onClose)
  if (response.destroyed) gone.abort()
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(parts.limits.callMs)])
  const body = JSON.stringify({
    ...chat,
    model: chat.model === 'default' ? provider.defaultModel : chat.model,
    ...(chat.stream ? { stream_options: { include_usage: true } } : {}),
  })
  try {
    const answer = await callProvider(parts.agent, provider, body, { limits: parts.limits, signal })
    const { answerBytes } = parts.limits
    const usage = await relay({ answer, response, key: provider.key, answerBytes, signal: gone.signal })
    parts.onUsage(caller, usage)
  } finally {
    response.off('close', onClose)
  }
}
