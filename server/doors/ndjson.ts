import { BulkheadError } from '@/domain/errors'

const newline = 0x0a
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Cuts a byte stream into lines. Splits at the byte 0x0A, so that a character cut in two by the transport survives.
 * Throws `too-large` as soon as a line outgrows the limit, finished or not, and `bad-input` when one is not UTF-8.
 * Empty lines are skipped. After a throw it is not to be used again.
 */
export function createLineSplitter(maxLineBytes: number): (chunk: Buffer) => string[] {
  let parts: Buffer[] = []
  let pending = 0

  const grow = (bytes: number) => {
    pending += bytes
    if (pending > maxLineBytes) throw new BulkheadError('too-large', `A line is longer than ${maxLineBytes} bytes.`)
  }

  return (chunk) => {
    const lines: string[] = []
    let from = 0
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      grow(at - from)
      const line = decode(Buffer.concat([...parts, chunk.subarray(from, at)]))
      if (line !== '') lines.push(line)
      parts = []
      pending = 0
      from = at + 1
    }
    if (from < chunk.length) {
      grow(chunk.length - from)
      parts.push(chunk.subarray(from))
    }
    return lines
  }
}

export function encodeLine(message: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(message)}\n`)
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes).trim()
  } catch (cause) {
    throw new BulkheadError('bad-input', 'A line is not UTF-8.', { cause })
  }
}
