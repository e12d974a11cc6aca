import { BulkheadError } from '@/domain/errors'

/** The request with its body read, which may be no larger than `maxBytes`, whatever its headers claim. */
export async function withBoundedBody(request: Request, maxBytes: number): Promise<Request> {
  if (request.body === null) return request
  const tooLarge = () => new BulkheadError('too-large', `A request may have at most ${maxBytes / 1_000} kB.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  const { url, method, headers, signal } = request
  return new Request(url, { method, headers, signal, body: new Blob(chunks) })
}
