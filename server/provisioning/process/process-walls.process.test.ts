import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bootEnvSchema } from '@/domain/runtime/boot'
import type { RuntimeRequest } from '../port'
import { stateFolder } from '../runtime-folders'
import { makeProcessHarness, type ProcessHarness } from '../testing/process-harness'
import { waitUntil } from '../testing/wait-until'

const grace = { graceMs: 1_000, keepData: false }

let world: ProcessHarness
beforeAll(async () => {
  world = await makeProcessHarness()
})
afterAll(() => world.dispose())

async function withRuntimes(count: number, use: (...requests: RuntimeRequest[]) => Promise<void>): Promise<void> {
  const requests = Array.from({ length: count }, () => world.request())
  const engine = world.engine()
  try {
    for (const request of requests) {
      await engine.ensure(request)
      await world.processOf(request.runtimeId)
    }
    await use(...requests)
  } finally {
    for (const { runtimeId } of requests) await engine.remove(runtimeId, grace)
  }
}

it('gets the boot environment and nothing else', () =>
  withRuntimes(1, async (request) => {
    const { env } = await world.bootOf(request?.runtimeId ?? '')
    expect(Object.keys(env).sort()).toEqual(Object.keys(bootEnvSchema.shape).sort())
    expect(bootEnvSchema.parse(env).BULKHEAD_WAIVED_GUARDS).toEqual(world.engine().waivedGuards)
  }))

it('keeps to its own code, doors and data, and starts neither processes nor threads', () =>
  withRuntimes(2, async (one, other) => {
    const [id, otherId] = [one?.runtimeId ?? '', other?.runtimeId ?? '']
    const { doors, data } = world.folders
    const denied = [
      { attempt: 'read', path: '/etc/passwd' },
      { attempt: 'read', path: '/proc/self/environ' },
      { attempt: 'read', path: join(data, otherId, 'boot.json') },
      { attempt: 'write', path: join(data, otherId, 'x') },
      { attempt: 'write', path: join(doors, id, 'x') },
      { attempt: 'write', path: '/tmp/x' },
      { attempt: 'symlink', path: join(data, id, 'link'), to: '/etc/passwd' },
      { attempt: 'childProcess' },
      { attempt: 'worker' },
    ]
    for (const attempt of denied) {
      expect({ ...attempt, ended: await world.probe(id, attempt) }).toEqual({ ...attempt, ended: 'ERR_ACCESS_DENIED' })
    }
    expect(await world.probe(id, { attempt: 'write', path: join(data, id, 'x') })).toBe('ok')
  }))

it('is found again after the controller that started it was killed', async () => {
  const request = world.request()
  const script = join(world.options.runtimeDist, '..', 'controller.mjs')
  await build({
    stdin: {
      contents: `
        import { createProcessEngine } from '@/server/provisioning/process/process-engine'
        await createProcessEngine(${JSON.stringify(world.options)}).ensure(${JSON.stringify(request)})
        process.kill(process.pid, 'SIGKILL')`,
      resolveDir: resolve('.'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
  })
  const controller = spawn(process.execPath, [script], { stdio: 'inherit' })
  expect(await once(controller, 'exit')).toEqual([null, 'SIGKILL'])

  const engine = world.engine()
  expect(await engine.ensure(request)).toMatchObject({ action: 'unchanged', observation: { phase: 'running' } })
  await world.processOf(request.runtimeId)
  expect(await world.count(request.runtimeId)).toBe(1)
  expect(await engine.remove(request.runtimeId, grace)).toBe('removed')
  expect(await world.count(request.runtimeId)).toBe(0)
})

it('is not mistaken for another process that was given its pid', () =>
  withRuntimes(1, async (request) => {
    const engine = world.engine()
    const runtimeId = request?.runtimeId ?? ''
    await world.makeExit(runtimeId, 0)
    await waitUntil('the exit', async () => (await engine.inspect(runtimeId))?.phase === 'exited')
    // The pid of this very process, which was born at another time.
    const pidFile = join(stateFolder(world.folders, world.options.installation), `${runtimeId}.pid`)
    await writeFile(pidFile, `${process.pid}\n${process.pid} (sh) S ${'0 '.repeat(18)}12345 0\n`)
    expect(await engine.inspect(runtimeId)).toMatchObject({ phase: 'exited' })
    expect(await engine.restart(runtimeId, 0)).toMatchObject({ phase: 'running' })
  }))
