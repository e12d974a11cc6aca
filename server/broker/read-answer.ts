import type { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { redactSecrets } from '../egress/redact'
import { type ProviderAnswer, transportError } from './call-provider'

/** A provider's whole answer, without the key and in the form that was asked for. Throws `model-unavailable`. */
export async function readAnswer<Schema extends z.ZodType>(
  { body }: ProviderAnswer,
  schema: Schema,
  { what, key, limitBytes }: { what: string; key: string; limitBytes: number },
): Promise<z.infer<Schema>> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > limitBytes) {
        throw new BulkheadError('model-unavailable', `The model provider's answer is larger than ${limitBytes} bytes.`)
      }
      chunks.push(chunk)
    }
  } catch (error) {
    body.destroy()
    throw transportError(error)
  }
  const result = schema.safeParse(parse(redactSecrets(Buffer.concat(chunks).toString('utf8'), [key])))
  if (result.success) return result.data
  throw new BulkheadError('model-unavailable', `The model provider's answer is not a ${what}. Check its base URL.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
