import { BulkheadError } from '@/domain/errors'
import {
  brokerLimits,
  bundleHeader,
  type TranscriptionRequest,
  transcriptionResponseSchema,
} from '@/domain/runtime/broker-api'
import type { BrokerClient } from '../doors/broker-client'
import { readBody } from '../doors/read-body'
import { parseJson } from '../host/parse-json'
import type { StoredFile } from './file-store'

export type Transcribe = (file: StoredFile, signal: AbortSignal) => Promise<string>

/** What is said in a recording. Throws `bad-input` for a file that is none, and what the broker answers. */
export function createTranscribe(broker: BrokerClient, bundleDigest: string): Transcribe {
  return async ({ name, mediaType, content }, signal) => {
    if (!mediaType.startsWith('audio/')) {
      throw new BulkheadError('bad-input', `"${name}" is no recording, so there is nothing to write down.`)
    }
    const request: TranscriptionRequest = { model: 'default', name, mediaType, data: content.toString('base64') }
    try {
      const response = await broker.call({
        method: 'POST',
        path: '/v1/audio/transcriptions',
        headers: { 'content-type': 'application/json', [bundleHeader]: bundleDigest },
        body: JSON.stringify(request),
        signal,
      })
      const result = transcriptionResponseSchema.safeParse(
        parseJson(await readBody(response, brokerLimits.answerBytes)),
      )
      if (result.success) return result.data.text
    } catch (error) {
      throw explain(error, signal)
    }
    throw new BulkheadError('model-unavailable', 'The transcription came in a form that cannot be read.')
  }
}

function explain(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) {
    return new BulkheadError('deadline-exceeded', 'The transcription took too long.', { cause: error })
  }
  if (error instanceof BulkheadError) return error
  return new BulkheadError('model-unavailable', 'The connection was lost before the transcription was there.', {
    cause: error,
  })
}
