import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { waitFor } from '@/server/doors/testing/wait-for'
import { IngressPool } from './ingress-pool'
import { defaultLimits } from './limits'

let server: Server
let pool: IngressPool
let path: string
beforeEach(async () => {
  pool = new IngressPool({ ...defaultLimits, ingressConnections: 3 })
  path = join(tmpdir(), `bh-pool-${process.pid}-${Math.random().toString(36).slice(2)}.sock`)
  server = createServer((socket) => pool.accept(socket))
  await new Promise<void>((resolve) => server.listen(path, resolve))
})
afterEach(() => {
  pool.closeAll()
  server.close()
})

async function dial(count = 1): Promise<Socket[]> {
  const before = pool.size
  const sockets = Array.from({ length: count }, () => connect(path).on('error', () => undefined))
  await waitFor('accepted', () => pool.size === before + count)
  return sockets
}

it('gives the newest connection first, each to one request', async () => {
  await dial()
  const first = pool.take()
  expect(first).toBeDefined()
  expect(pool.take()).toBeUndefined()
  first?.release()
  expect(pool.take()).toBe(first)
})

it('notices at once that a waiting connection has ended', async () => {
  const [socket] = await dial()
  socket?.end()
  await waitFor('it is gone', () => pool.size === 0)
  expect(pool.take()).toBeUndefined()
})

it('throws a connection away that speaks before it is asked', async () => {
  const [socket] = await dial()
  socket?.write('HTTP/1.1 200 OK\r\n\r\n')
  await waitFor('it is gone', () => pool.size === 0)
})

it('hands a new connection to who waits longest, and nothing to who gave up', async () => {
  const first = pool.wait(5_000)
  const givenUp = pool.wait(5_000)
  const second = pool.wait(5_000)
  givenUp.cancel()
  expect(await givenUp.lane).toBeUndefined()
  await dial()
  const lane = await first.lane
  expect(lane).toBeDefined()
  expect(pool.waiting).toBe(1)
  lane?.release()
  expect(await second.lane).toBe(lane)
})

it('stops waiting when the time is up', async () => {
  expect(await pool.wait(5).lane).toBeUndefined()
  expect(pool.waiting).toBe(0)
})

it('lets one runtime hold only so many connections', async () => {
  await dial(3)
  const surplus = connect(path)
  const closed = new Promise((resolve) => surplus.once('close', resolve).on('error', () => undefined))
  await closed
  expect(pool.size).toBe(3)
})
