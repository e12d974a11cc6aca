import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Bundle } from '@/domain/runtime/bundle'
import { applyBundle } from '@/runtime/testing/apply-bundle'
import { type RunningRuntime, startRuntime } from '@/runtime/testing/start-runtime'
import { createTestHost, type TestHost } from '@/runtime/testing/test-host'

/** What `npm run bench:runtime` has built; the bench runs from the root of the repository. */
export const builtRuntime = resolve('dist/runtime')

/** The built runtime as a process of its own, with a model that answers at once. */
export type Serving = {
  host: TestHost
  runtime: RunningRuntime
  pid: number
  /** Over one connection that is kept, as the gateway does. Throws for any answer but 200. */
  post(path: string, body: unknown): Promise<unknown>
  stop(): Promise<void>
  remove(): Promise<void>
}

export async function serve(bundle: Bundle): Promise<Serving> {
  const host = await createTestHost(randomUUID())
  const runtime = startRuntime(builtRuntime, host)
  await host.take('hello')
  await applyBundle(host, bundle)
  const post = await keptConnection(host)
  const stop = async () => {
    runtime.child.kill('SIGKILL')
    await runtime.ended
  }
  return {
    host,
    runtime,
    pid: runtime.child.pid ?? 0,
    post,
    stop,
    async remove() {
      await stop()
      await host.remove()
    },
  }
}

async function keptConnection(host: TestHost): Promise<Serving['post']> {
  const socket = await host.socket()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agent.createConnection = () => socket
  return (path, body) => {
    const sent = JSON.stringify(body)
    const headers = { host: 'acme.localhost', 'content-type': 'application/json', 'content-length': sent.length }
    return new Promise((done, fail) => {
      const outgoing = request({ agent, method: 'POST', path, headers }, async (response) => {
        const answer = await text(response)
        if (response.statusCode === 200) done(JSON.parse(answer))
        else fail(new Error(`${path} answered ${response.statusCode}: ${answer.slice(0, 500)}`))
      })
      outgoing.once('error', fail)
      outgoing.end(sent)
    })
  }
}
