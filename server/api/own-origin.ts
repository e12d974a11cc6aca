import { BulkheadError } from '@/domain/errors'

/** Browsers send cookies along with what other sites make them post. Only our own pages may change anything. */
export function refuseForeignOrigin(request: Request, origin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers.get('sec-fetch-site') === 'same-origin' || request.headers.get('origin') === origin) return
  throw new BulkheadError('forbidden', `Changes are accepted from ${origin} only.`)
}
