import { type IncomingHttpHeaders, request } from 'node:http'

export type BrokerAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

export type BrokerQuestion = {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  signal?: AbortSignal
  onData?: (text: string) => void
}

/** One call through a broker door, as a runtime makes it. */
export function callBroker(socketPath: string, path: string, question: BrokerQuestion = {}): Promise<BrokerAnswer> {
  return new Promise((resolve, reject) => {
    const { method = question.body === undefined ? 'GET' : 'POST', headers = {}, body, signal, onData } = question
    const sent = request({ socketPath, path, method, headers, agent: false, ...(signal ? { signal } : {}) })
    sent.once('error', reject)
    sent.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        onData?.(String(chunk))
      })
      response.once('error', reject)
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: String(Buffer.concat(chunks)) })
      })
    })
    sent.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
  })
}
