import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-own-pg-'))
})
afterAll(async () => {
  await stopEmbeddedPostgres(folder)
  await rm(folder, { recursive: true, force: true })
})

/** A port that somebody listens on, until told to go. */
async function takePort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return { port: address.port, release: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function freePort(): Promise<number> {
  const { port, release } = await takePort()
  await release()
  return port
}

const start = (port: number) => startEmbeddedPostgres({ folder, port, password: 'p@ss/word', unsafeFast: true })

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]
  } finally {
    await client.end()
  }
}

const bootTime = (url: string) => ask(url, 'SELECT pg_postmaster_start_time()::text')
const postmaster = async () => (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')

it('a taken port is refused with the option that chooses another, and the next start succeeds', async () => {
  const taken = await takePort()
  await expect(start(taken.port)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(new RegExp(`^Port ${taken.port} \\(PostgreSQL\\) is taken.*--postgres-port`)),
  })
  await taken.release()
  const url = await start(await freePort())
  await ask(url, 'CREATE TABLE kept AS SELECT 1 AS one')
})

it('a server that outlived its launcher is adopted; on another port it moves; its data stays', async () => {
  const port = Number((await postmaster())[3])
  const url = await start(port)
  const born = await bootTime(url)
  expect(await bootTime(await start(port))).toBe(born)
  const moved = await start(await freePort())
  expect(moved).not.toBe(url)
  expect(await bootTime(moved)).not.toBe(born)
  expect(await ask(moved, 'SELECT one FROM kept')).toBe(1)
})

it('asks for a password, also from this machine, and listens nowhere else', async () => {
  const url = await start(Number((await postmaster())[3]))
  const wrong = new URL(url)
  wrong.password = 'wrong'
  await expect(ask(wrong.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/)
  expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1')
  expect(await ask(url, 'SHOW unix_socket_directories')).toBe('')
})

it('killed with -9 it comes back with its data, though a stranger got its number meanwhile', async () => {
  const [pid, ...rest] = await postmaster()
  process.kill(Number(pid), 'SIGKILL')
  await expect.poll(() => isGone(Number(pid)), { timeout: 10_000 }).toBe(true)
  await writeFile(join(folder, 'data', 'postmaster.pid'), [process.pid, ...rest].join('\n'))
  const url = await start(await freePort())
  expect(await ask(url, 'SELECT one FROM kept')).toBe(1)
})

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

it('a damaged data folder is said in the words of PostgreSQL, and left as it is', async () => {
  await stopEmbeddedPostgres(folder)
  await stopEmbeddedPostgres(folder)
  const control = join(folder, 'data', 'global', 'pg_control')
  const sound = await readFile(control)
  await writeFile(control, Buffer.alloc(sound.length, 'x'))
  const damage = { code: 'internal', message: expect.stringMatching(/did not start.*postgres\.log:.*(FATAL|PANIC)/s) }
  await expect(start(await freePort())).rejects.toMatchObject(damage)
  await writeFile(control, sound)
  expect(await ask(await start(await freePort()), 'SELECT one FROM kept')).toBe(1)
})
