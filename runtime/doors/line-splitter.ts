import { BulkheadError } from '@/domain/errors'

/** Cuts a byte stream into lines. Throws `too-large` once a line passes the limit, before it is complete. */
export function createLineSplitter(maxLineBytes: number): (chunk: Buffer) => string[] {
  let pending: Buffer[] = []
  let pendingBytes = 0

  return (chunk) => {
    const lines: string[] = []
    let from = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      pending.push(chunk.subarray(from, end))
      checkLength(pendingBytes + end - from, maxLineBytes)
      lines.push(Buffer.concat(pending).toString('utf8'))
      pending = []
      pendingBytes = 0
      from = end + 1
    }
    if (from < chunk.length) {
      pending.push(chunk.subarray(from))
      pendingBytes += chunk.length - from
      checkLength(pendingBytes, maxLineBytes)
    }
    return lines
  }
}

function checkLength(bytes: number, limit: number): void {
  if (bytes > limit) throw new BulkheadError('too-large', `A line is longer than ${limit} bytes.`)
}
