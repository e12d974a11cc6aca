import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import { bundleHeader } from '@/domain/runtime/broker-api'
import type { BrokerClient } from '../doors/broker-client'
import { readBody } from '../doors/read-body'
import { modelLimits } from '../models/raw-answer'

/** A model of the `ai` package behind the broker's door. Its errors are the broker's own. */
export function openBrokerModel(broker: BrokerClient, bundleDigest: string, name: string): LanguageModel {
  const provider = createOpenAICompatible({
    name: 'broker',
    // The path counts, the host does not: calls go over the door's socket.
    baseURL: 'http://broker/v1',
    fetch: async (url, init) => {
      const response = await broker.call({
        method: 'POST',
        path: new URL(String(url)).pathname,
        headers: { 'content-type': 'application/json', [bundleHeader]: bundleDigest },
        body: String(init?.body),
        signal: init?.signal ?? new AbortController().signal,
      })
      const body = await readBody(response, modelLimits.answerBytes)
      const headers = Object.entries(response.headers).map(([header, value]): [string, string] => [
        header,
        String(value),
      ])
      return new Response(body, { status: 200, headers })
    },
  })
  return provider.chatModel(name)
}
