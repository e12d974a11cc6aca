import { FormData } from 'undici'
import {
  demoHeader,
  type TranscriptionRequest,
  transcriptionRequestSchema,
  transcriptionResponseSchema,
} from '@/domain/runtime/broker-api'
import { answerJson } from './answer-json'
import { callProvider } from './call-provider'
import { demoTranscription } from './demo-model/demo-transcription'
import { type ModelCall, readLimits, withModel } from './model-call'
import { type ModelProvider, providerUrl } from './model-provider'
import { requireCapability } from './permissions'
import { readAnswer } from './read-answer'
import { readJson } from './read-json'

/** `POST /v1/audio/transcriptions`: JSON from the runtime, a form to the provider. */
export async function transcribe(call: ModelCall): Promise<void> {
  const wanted = await readJson(call.request, transcriptionRequestSchema, readLimits(call))
  await withModel(
    call,
    (manifest) => requireCapability(manifest, 'transcription'),
    async (provider, gone) => {
      const demo = provider === null
      const text = demo ? demoTranscription(wanted) : await askProvider(call, provider, wanted, gone)
      if (demo) call.response.setHeader(demoHeader, '1')
      answerJson(call.response, 200, { text })
      return undefined
    },
  )
}

async function askProvider(
  { parts }: ModelCall,
  provider: ModelProvider,
  { name, mediaType, data }: TranscriptionRequest,
  gone: AbortSignal,
): Promise<string> {
  const { agent, limits } = parts
  const signal = AbortSignal.any([gone, AbortSignal.timeout(limits.callMs)])
  const body = new FormData()
  body.set('file', new Blob([Buffer.from(data, 'base64')], { type: mediaType }), name)
  body.set('model', provider.transcriptionModel)
  body.set('response_format', 'json')
  const url = providerUrl(provider.baseUrl, 'audio/transcriptions')
  const answer = await callProvider(agent, { url, key: provider.key, body }, { limits, signal })
  const { text } = await readAnswer(answer, transcriptionResponseSchema, {
    what: 'transcription',
    key: provider.key,
    limitBytes: limits.answerBytes,
  })
  return text
}
