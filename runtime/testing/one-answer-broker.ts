import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createBrokerClient } from '../doors/broker-client'

export type BrokerCallSeen = { path: string; headers: IncomingMessage['headers']; body: Record<string, unknown> }

/** A broker that answers every call by one function; `null` hangs up instead. */
export async function oneAnswerBroker(answer: (call: BrokerCallSeen) => { status?: number; body: unknown } | null) {
  const folder = mkdtempSync('/tmp/bh-broker-')
  const socketPath = join(folder, 'broker.sock')
  const calls: BrokerCallSeen[] = []
  const server = createServer(async (request, response) => {
    const call = { path: request.url ?? '', headers: request.headers, body: JSON.parse(await text(request)) }
    calls.push(call)
    const given = answer(call)
    if (given === null) return void request.socket.destroy()
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(given.body))
  })
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  const client = createBrokerClient(socketPath)
  return {
    client,
    calls,
    close: async () => {
      client.close()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
}
