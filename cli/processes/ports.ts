import { createServer } from 'node:net'
import { BulkheadError } from '@/domain/errors'

export type PortUse = { port: number; purpose: string; option: string }

/** Throws `conflict`, naming the port, what it is for, and the option that chooses another. */
export async function requireFreePort(use: PortUse): Promise<void> {
  if (await isFree(use.port)) return
  throw new BulkheadError(
    'conflict',
    `Port ${use.port} (${use.purpose}) is taken by another program. Stop that program, or choose another port: ./bulkhead up ${use.option} <port>`,
  )
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
