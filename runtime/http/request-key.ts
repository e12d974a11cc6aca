import type { IncomingMessage } from 'node:http'
import { BulkheadError } from '@/domain/errors'

/** The header `Idempotency-Key`: a request that is sent again with the same key is the same run. */
export function requestKeyOf(request: IncomingMessage): { requestKey?: string } {
  const key = request.headers['idempotency-key']
  if (key === undefined) return {}
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return { requestKey: key }
  throw new BulkheadError('bad-input', 'The header Idempotency-Key may hold 200 visible characters.')
}
