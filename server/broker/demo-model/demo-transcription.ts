import type { TranscriptionRequest } from '@/domain/runtime/broker-api'
import { base64Bytes, lengthInWords, sizeInWords } from './describe-file'

/** An answer that cannot be mistaken for what was said: what came, and that nobody listened to it. */
export function demoTranscription({ name, mediaType, data }: TranscriptionRequest): string {
  const length = lengthInWords(mediaType, data)
  const facts = [mediaType, sizeInWords(base64Bytes(data)), ...(length === null ? [] : [length])]
  return (
    `[Not transcribed: the demo model cannot hear. It got the file “${name}” (${facts.join(', ')}). ` +
    'Connect a model provider in the settings of the workspace to have it written down.]'
  )
}
