import type { IncomingMessage } from 'node:http'
import { BulkheadError } from '@/domain/errors'

/** The whole body as text. Throws `too-large` as soon as it passes `maxBytes`. */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new BulkheadError('too-large', `The body is larger than ${maxBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
