import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorCode, toErrorBody } from '@/domain/errors'
import { Refusal } from './refusal'

/** What Node's parser refuses never becomes a request; it is answered here, as far as the connection still allows. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, code, message] = answers[error.code ?? ''] ?? malformed
  const body = JSON.stringify(toErrorBody(new Refusal(status, code, '', message)))
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

type Answer = readonly [status: number, code: ErrorCode, message: string]

const malformed: Answer = [400, 'bad-input', 'This is not a well-formed HTTP request.']
const answers: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: [431, 'too-large', 'The request head is too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'too-large', 'The chunk extensions are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'deadline-exceeded', 'The request did not arrive in time.'],
}
