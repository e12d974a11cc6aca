import type { IncomingMessage } from 'node:http'
import { BulkheadError } from '@/domain/errors'

/** Uploads stand in memory whole. Several at once share it, and none may keep its place for ever. */
export const uploadLimits = { atOnce: 3, timeMs: 120_000 } as const

export type ReadUpload = (request: IncomingMessage, maxBytes: number) => Promise<Buffer>

/** Reads raw bodies. Throws `too-large` as soon as one passes its limit, `over-limit` when too many come at once. */
export function createUploads(limits: { atOnce: number; timeMs: number } = uploadLimits): ReadUpload {
  let reading = 0
  return async (request, maxBytes) => {
    if (request.headers['content-encoding'] !== undefined) {
      throw new BulkheadError('bad-input', 'Send the file as it is, without content-encoding.')
    }
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
    if (reading >= limits.atOnce) {
      throw new BulkheadError('over-limit', 'Other files are being uploaded just now. Try again in a moment.')
    }
    reading += 1
    const late = setTimeout(() => request.destroy(), limits.timeMs)
    try {
      return await collect(request, maxBytes)
    } finally {
      clearTimeout(late)
      reading -= 1
    }
  }
}

async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof BulkheadError) throw cause
    throw new BulkheadError('bad-input', 'The upload was broken off.', { cause })
  }
  return Buffer.concat(chunks, bytes)
}

const tooLarge = (maxBytes: number) =>
  new BulkheadError('too-large', `A file may have ${maxBytes / 1_000_000} MB here.`, { details: { limit: maxBytes } })
