import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { setCommonHeaders } from '../http/answer'
import { isPreviewKey, type PreviewKey } from './preview-key'

/** These have keys of their own, or say nothing. */
const ownDoors = /^\/(healthz$|v1\/approvals\/|v1\/documents(\/|$))/

/**
 * An unpublished drawing is open to nobody by its address: in a preview every request brings the key. Any page may ask,
 * because no cookie is looked at. Returns whether it has answered. Throws `forbidden`.
 */
export function passPreviewGate(key: PreviewKey, request: IncomingMessage, response: ServerResponse): boolean {
  const wanted = key()
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (wanted === null || ownDoors.test(path)) return false
  response.setHeader('access-control-allow-origin', '*')
  if (request.method === 'OPTIONS') {
    allowPages(response)
    return true
  }
  const given = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (isPreviewKey(given, wanted)) return false
  throw new BulkheadError('forbidden', 'This is a preview of a draft. It answers the canvas that it was started from.')
}

function allowPages(response: ServerResponse): void {
  setCommonHeaders(response)
  response.setHeader('access-control-allow-headers', 'authorization, content-type, idempotency-key')
  response.setHeader('access-control-allow-methods', 'GET, POST')
  response.setHeader('access-control-max-age', '600')
  response.writeHead(204)
  response.end()
}
