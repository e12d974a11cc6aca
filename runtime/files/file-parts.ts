import { BulkheadError } from '@/domain/errors'
import { brokerLimits } from '@/domain/runtime/broker-api'
import type { ContentPart } from '../models/model-client'
import { fileTypes } from './detect-type'
import type { StoredFile } from './file-store'

/** Base64 makes four bytes of three; the rest of a request is for its texts. */
export const filesInCallBytes = Math.floor(((brokerLimits.requestBytes - 2_000_000) * 3) / 4)

/** The parts of a message that hand these files to a model. Throws `too-large` for more than one call can carry. */
export function filePartsOf(files: readonly { bytes: number; read: () => StoredFile }[]): ContentPart[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  if (bytes > filesInCallBytes) {
    const megabytes = (size: number) => (size / 1_000_000).toFixed(1)
    throw new BulkheadError(
      'too-large',
      `Together the files have ${megabytes(bytes)} MB; a model can be given ${megabytes(filesInCallBytes)} MB at once. ` +
        'Send fewer.',
    )
  }
  return files.map(({ read }) => partOf(read()))
}

function partOf({ name, mediaType, content }: StoredFile): ContentPart {
  const data = content.toString('base64')
  if (mediaType.startsWith('image/'))
    return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } }
  if (mediaType.startsWith('audio/')) {
    return { type: 'input_audio', input_audio: { data, format: fileTypes[mediaType].ending } }
  }
  return { type: 'file', file: { filename: name, file_data: `data:${mediaType};base64,${data}` } }
}
