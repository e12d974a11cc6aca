import { priceHeader } from '@/domain/runtime/broker-api'
import { callProvider } from './call-provider'
import { type ChatRequest, type ChatUsage, chatRequestSchema } from './chat-request'
import { answerWithDemo } from './demo-answer'
import { type ModelCall, readLimits, withModel } from './model-call'
import { type ModelProvider, providerUrl } from './model-provider'
import { requireModel } from './permissions'
import { readJson } from './read-json'
import { relay } from './relay'

/** `POST /v1/chat/completions`: checked against the manifest, sent with the workspace's key, passed back without it. */
export async function completeChat(call: ModelCall): Promise<void> {
  const chat = await readJson(call.request, chatRequestSchema, readLimits(call))
  await withModel(
    call,
    (manifest) => requireModel(manifest, chat.model),
    async (provider, gone) =>
      provider === null ? answerWithDemo(chat, call.response) : passThrough(call, provider, chat, gone),
  )
}

async function passThrough(
  { parts, response }: ModelCall,
  provider: ModelProvider,
  chat: ChatRequest,
  gone: AbortSignal,
): Promise<ChatUsage | undefined> {
  const { agent, limits } = parts
  const signal = AbortSignal.any([gone, AbortSignal.timeout(limits.callMs)])
  const body = JSON.stringify({
    ...chat,
    model: chat.model === 'default' ? provider.defaultModel : chat.model,
    ...(chat.stream ? { stream_options: { include_usage: true } } : {}),
  })
  const url = providerUrl(provider.baseUrl, 'chat/completions')
  const answer = await callProvider(agent, { url, key: provider.key, body }, { limits, signal })
  if (provider.price !== null) response.setHeader(priceHeader, `${provider.price.input};${provider.price.output}`)
  return relay({ answer, response, key: provider.key, answerBytes: limits.answerBytes, signal: gone })
}
