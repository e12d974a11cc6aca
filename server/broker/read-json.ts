import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { BulkheadError } from '@/domain/errors'

export type ReadLimits = {
  bytes: number
  /** Told of each piece that is kept; may refuse it. */
  take: (bytes: number) => void
}

/** A request's body, parsed. Throws `too-large`, or `bad-input` with what is wrong and where. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
  limits: ReadLimits,
): Promise<z.infer<Schema>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limits.bytes) {
      const limitBytes = limits.bytes
      throw new BulkheadError('too-large', `A request may hold ${limitBytes} bytes.`, { details: { limitBytes } })
    }
    limits.take(chunk.length)
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
