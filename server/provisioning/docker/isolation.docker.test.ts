import { chmod } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuntimeRequest } from '../port'
import { type DockerHarness, makeDockerHarness } from '../testing/docker-harness'

/** Each wall of a real container, tried from inside. */
let world: DockerHarness
let mine: RuntimeRequest
let theirs: RuntimeRequest
let doors: Server[]
let host: Server

const probe = (attempt: string, more: Record<string, unknown> = {}) => world.probe(mine.runtimeId, { attempt, ...more })

beforeAll(async () => {
  world = await makeDockerHarness()
  const engine = world.engine()
  mine = world.request({ memoryMb: 256, pids: 40 })
  theirs = world.request({ tenantSlug: 'globex' })
  await Promise.all([mine, theirs].map((request) => engine.ensure(request)))
  await Promise.all([mine, theirs].map(({ runtimeId }) => world.processOf(runtimeId)))
  doors = await Promise.all([mine, theirs].map(({ runtimeId }) => openDoor(runtimeId)))
  host = await listening(createServer((socket) => socket.end('host')).listen(0, '0.0.0.0'))
})

afterAll(async () => {
  for (const server of [host, ...(doors ?? [])]) server?.close()
  await world?.dispose()
})

async function openDoor(runtimeId: string): Promise<Server> {
  const path = join(world.folders.doors, runtimeId, 'control.sock')
  const server = await listening(createServer((socket) => socket.end('door')).listen(path))
  await chmod(path, 0o666)
  return server
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.once('listening', () => resolve(server)))
}

async function textOf(path: string): Promise<string> {
  const answer = await probe('text', { path })
  return typeof answer === 'object' && answer !== null && 'text' in answer ? String(answer.text) : String(answer)
}

const fieldOf = (status: string, field: string) => new RegExp(`^${field}:\\s+(.*)$`, 'm').exec(status)?.[1]

describe('the network', () => {
  it('has no device but loopback, and no way out', async () => {
    const devices = (await textOf('/proc/net/dev')).split('\n').slice(2)
    expect(devices.map((line) => line.split(':')[0]?.trim()).filter(Boolean)).toEqual(['lo'])
    expect((await textOf('/proc/net/route')).trim().split('\n')).toHaveLength(1)
  })

  it('reaches neither the host, by any of its addresses, nor the world', async () => {
    const address = host.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const addresses = Object.values(networkInterfaces()).flatMap((entries) =>
      (entries ?? []).map((entry) => entry.address),
    )
    for (const to of new Set([...addresses, '172.17.0.1', '1.1.1.1'])) {
      expect(`${to}: ${await probe('connect', { host: to, port })}`).toMatch(
        /ECONNREFUSED|ENETUNREACH|EADDRNOTAVAIL|EINVAL/,
      )
    }
    expect(await probe('resolve', { host: 'example.com' })).toMatch(/EAI_AGAIN|ENOTFOUND|ECONNREFUSED/)
  })
})

describe('the doors', () => {
  it('are its own: it can dial them, and sees no others', async () => {
    expect(await probe('connect', { path: '/run/bulkhead/control.sock' })).toBe('ok')
    expect(await probe('names', { path: '/run/bulkhead' })).toEqual({ names: ['control.sock'] })
    for (const path of [world.folders.doors, join(world.folders.doors, theirs.runtimeId, 'control.sock')]) {
      expect(await probe('names', { path })).toBe('ENOENT')
    }
    expect(await textOf('/proc/self/mountinfo')).not.toContain(theirs.runtimeId)
  })

  it.each([
    ['write', { path: '/run/bulkhead/x' }],
    ['makeFolder', { path: '/run/bulkhead/x' }],
    ['listen', { path: '/run/bulkhead/broker.sock' }],
    ['symlink', { path: '/run/bulkhead/broker.sock', to: '/data' }],
    ['unlink', { path: '/run/bulkhead/control.sock' }],
    ['rename', { path: '/run/bulkhead/control.sock', to: '/run/bulkhead/old.sock' }],
  ])('cannot be changed by %s', async (attempt, more) => {
    expect(await probe(attempt, more)).toBe('EROFS')
  })
})

describe('the file system', () => {
  it.each(['/x', '/app/x', '/app/runtime.mjs', '/etc/passwd', '/run/x', '/proc/sys/kernel/hostname', '/sys/x'])(
    'is read-only at %s',
    async (path) => {
      expect(await probe('write', { path })).toMatch(/EROFS|EACCES/)
    },
  )

  it('is read-only by the mount, not only by its modes', async () => {
    expect(await probe('write', { path: '/x' })).toBe('EROFS')
    expect(await probe('write', { path: '/app/x' })).toBe('EROFS')
  })

  it('can be written at /data and /tmp, and runs nothing from /tmp', async () => {
    expect(await probe('write', { path: '/data/x' })).toBe('ok')
    expect(await probe('write', { path: '/tmp/x' })).toBe('ok')
    expect(await probe('plant', { path: '/tmp/program' })).toBe('EACCES')
  })

  it('shows nothing of another tenant, nor of the host', async () => {
    expect(await probe('read', { path: join(world.folders.data, theirs.runtimeId, 'boot.json') })).toBe('ENOENT')
    expect(await probe('names', { path: world.folders.data })).toBe('ENOENT')
    expect(await probe('read', { path: '/var/run/docker.sock' })).toBe('ENOENT')
    expect(await textOf('/etc/passwd')).toBe('runtime:x:1000:1000:Bulkhead runtime:/data:/nowhere\n')
  })

  it('holds node and the loader as its only programs: no shell, nothing that changes the user', async () => {
    const answer = await probe('programs')
    const names = typeof answer === 'object' && answer && 'names' in answer ? (answer.names as string[]) : []
    // Docker itself leaves an empty /.dockerenv.
    expect(names.filter((name) => !/\/ld-[^/]+$|^\/\.dockerenv$/.test(name))).toEqual(['/app/node'])
    expect(await probe('execute', { path: '/bin/sh' })).toBe('ENOENT')
  })
})

describe('the process', () => {
  it('is an ordinary user without capabilities, and stays one', async () => {
    const status = await textOf('/proc/self/status')
    const owner = process.getuid?.() === 0 ? 1000 : process.getuid?.()
    expect(fieldOf(status, 'Uid')?.split(/\s+/)).toEqual(Array(4).fill(String(owner)))
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) expect(fieldOf(status, set)).toMatch(/^0+$/)
    expect(fieldOf(status, 'NoNewPrivs')).toBe('1')
    expect(fieldOf(status, 'Seccomp')).toBe('2')
    expect(await probe('setuid')).toBe('EPERM')
  })

  it('sees itself and no other process', async () => {
    const answer = await probe('names', { path: '/proc' })
    const names = typeof answer === 'object' && answer && 'names' in answer ? (answer.names as string[]) : []
    expect(names.filter((name) => /^\d+$/.test(name))).toEqual(['1'])
  })

  it('cannot crowd the host with processes', async () => {
    const answer = await probe('crowd', { most: 60 })
    expect(answer).toEqual({ made: expect.any(Number), failed: ['EAGAIN'] })
    expect((answer as { made: number }).made).toBeLessThan(mine.pids)
    expect(await world.engine().inspect(theirs.runtimeId)).toMatchObject({ phase: 'running' })
  })

  it('has its memory limited by the kernel', async () => {
    const places = ['/sys/fs/cgroup/memory/memory.limit_in_bytes', '/sys/fs/cgroup/memory.max']
    expect([await textOf(places[0] ?? ''), await textOf(places[1] ?? '')]).toContain(`${256 * 1024 * 1024}\n`)
  })
})
