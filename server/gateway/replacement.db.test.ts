import type { RequestListener } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { seedTenant } from '@/server/doors/testing/seed-tenant'
import { waitFor } from '@/server/doors/testing/wait-for'
import { echo, sayHello, setUpGateway } from './testing/gateway-bench'
import type { IngressPeer } from './testing/ingress-peer'

const bench = setUpGateway()

describe('replacement', () => {
  // More than once: what it guards against is a matter of the moment.
  it.each([1, 2, 3, 4, 5])(
    'fails none of 300 requests while the runtime drains and a new one takes over (%i)',
    async () => {
      const slowly: RequestListener = (request, response) => {
        request.resume()
        request.on('end', () => setTimeout(() => response.end('done'), 5))
      }
      const old = bench.serve(bench.acme, slowly)
      const failures: string[] = []
      let asked = 0
      let replaced: Promise<IngressPeer> | undefined
      const askOnAndOn = async () => {
        while (asked < 300) {
          asked += 1
          const question = asked % 2 === 0 ? { method: 'POST', body: `message ${asked}` } : {}
          if (asked === 100) replaced = old.drain().then(() => bench.serve(bench.acme, slowly))
          const answer = await bench.ask('acme.localhost', question)
          if (answer.status !== 200) failures.push(answer.body)
        }
      }
      await Promise.all(Array.from({ length: 30 }, askOnAndOn))
      expect(failures).toEqual([])
      const [byOld, byNew] = [old.served.length, (await replaced)?.served.length ?? 0]
      expect(Math.min(byOld, byNew)).toBeGreaterThan(0)
      expect(byOld + byNew).toBe(300)
    },
  )

  it('holds a request until a runtime dials', async () => {
    const answer = bench.ask('acme.localhost', { method: 'POST', body: 'kept' })
    await pause(50)
    bench.serve(bench.acme, echo)
    expect(JSON.parse((await answer).body).body).toBe('kept')
  })

  it('sends again, from its start, a body that a draining runtime had begun to read', async () => {
    const drainer = bench.serve(bench.acme, () => undefined, { spare: 1 })
    await waitFor('dialled', () => drainer.connections === 1)
    void drainer.drain()
    const answer = bench.ask('acme.localhost', { method: 'POST', body: 'x'.repeat(500_000) })
    await pause(20)
    bench.serve(bench.acme, echo)
    expect(JSON.parse((await answer).body).body.length).toBe(500_000)
  })

  it('finds the runtimes again after it was stopped and started', async () => {
    bench.serve(bench.acme, sayHello)
    expect((await bench.ask('acme.localhost')).status).toBe(200)
    await bench.reopen({}, bench.gateway.port)
    expect((await bench.ask('acme.localhost')).status).toBe(200)
  })

  it('says in a sentence why nobody answers, after waiting in vain', async () => {
    await bench.reopen({ waitForRuntimeMs: 50 })
    const crashed = await seedTenant(bench.database, 'crashed', 'crashed')
    await bench.doors.addRuntime(crashed.runtimeId)
    const answer = await bench.ask('crashed.localhost')
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBeDefined()
    expect(JSON.parse(answer.body).error.message).toMatch(/stopped unexpectedly/)
  })

  it('tells a request that waits for a tenant which is deleted meanwhile, instead of letting it wait in vain', async () => {
    await bench.reopen({ waitForRuntimeMs: 20_000 })
    const leaving = await seedTenant(bench.database, 'leaving', 'ready')
    await bench.doors.addRuntime(leaving.runtimeId)
    const asked = bench.ask('leaving.localhost')
    const admin = new Client({ connectionString: bench.database.adminUrl })
    await admin.connect()
    await admin.query(`UPDATE runtime SET desired_state = 'removed' WHERE id = $1`, [leaving.runtimeId])
    await admin.end()
    expect((await asked).status).toBe(404)
  })

  it('repeats a safe request whose runtime died before a word of the answer, and never an unsafe one', async () => {
    await bench.reopen({ waitForRuntimeMs: 1_000 })
    let died = 0
    const dying: RequestListener = (request, response) => {
      if (died++ === 0) request.socket.destroy()
      else response.end('alive')
    }
    bench.serve(bench.acme, dying)
    expect((await bench.ask('acme.localhost')).body).toBe('alive')
    died = 0
    const answer = await bench.ask('acme.localhost', { method: 'POST', body: 'pay' })
    expect(answer.status).toBe(502)
    expect(answer.body).toMatch(/may or may not/)
    expect(died).toBe(1)
  })
})
