import { createServer } from 'node:net'
import { BulkheadError } from '@/domain/errors'

export type PortUse = { port: number; purpose: string; option: string }

/** Throws `conflict`, naming the port, what it is for, and the option that chooses another. */
export async function requireFreePort(use: PortUse): Promise<void> {
  const why = await whyNotFree(use.port)
  if (why === null) return
  const mend = `choose another port: ./bulkhead up ${use.option} <port>`
  const sentence =
    why === 'EACCES'
      ? `Port ${use.port} (${use.purpose}) may not be used by this user. Ports below 1024 are the administrator's: ${mend}`
      : `Port ${use.port} (${use.purpose}) is taken by another program. Stop that program, or ${mend}`
  throw new BulkheadError('conflict', sentence)
}

/** The system's own word for what is in the way, or null. */
function whyNotFree(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)))
  })
}
