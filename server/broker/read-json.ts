import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { BulkheadError } from '@/domain/errors'

/** A request's body, parsed. Throws `too-large`, or `bad-input` with what is wrong and where. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
  limitBytes: number,
): Promise<z.infer<Schema>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limitBytes) {
      throw new BulkheadError('too-large', `A request may hold ${limitBytes} bytes.`, { details: { limitBytes } })
    }
    chunks.push(chunk)
  }
  const result = schema.safeParse(parse(Buffer.concat(chunks).toString('utf8')))
  if (result.success) return result.data
  const problems = result.error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.'), message }))
  const first = problems[0]
  throw new BulkheadError('bad-input', `The request is not usable: ${first?.path || 'body'}: ${first?.message}.`, {
    details: { problems },
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BulkheadError('bad-input', 'The request is not JSON.')
  }
}
