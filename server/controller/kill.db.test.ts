import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { lendEngine } from './testing/engine-over-ipc'
import { createTestFleet, type TestFleet, testTiming } from './testing/test-fleet'

const program = resolve(`node_modules/.cache/bulkhead-tests/controller-${process.pid}.mjs`)
const children = new Set<ChildProcess>()
let database: TestDatabase
let fleet: TestFleet

beforeAll(async () => {
  await build({
    entryPoints: ['server/controller/testing/child-controller.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  database = await createTestDatabase()
  fleet = await createTestFleet(database)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await fleet.close()
  await database.close()
  await rm(program, { force: true })
})

/** A controller in a process of its own. */
function spawnController(): ChildProcess {
  const { databaseUrl, doorsFolder, engine } = fleet.controllerOptions()
  const settings = {
    databaseUrl,
    doorsFolder,
    signingKey: fleet.signingKey,
    timing: { ...testTiming, answerMs: 30_000, targetMs: 60_000 },
  }
  const child = fork(program, [JSON.stringify(settings)], { serialization: 'advanced' })
  children.add(child)
  lendEngine(engine, child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  children.delete(child)
}

it('kill -9 in the middle of a rollout, again and again: it finishes, nothing is lost, nothing is done twice', async () => {
  await fleet.publish(1)
  await fleet.publish(2)
  await fleet.addTenants(8, 1)
  let child = spawnController()
  await fleet.untilReady(fleet.tenants, 1)
  const boots = fleet.diary.boots.length

  // Runtimes answer only when the controller that asked is dead, so that every kill is in the middle.
  for (const tenant of fleet.tenants) fleet.behaviour.set(tenant.runtimeId, 'hold')
  const { number } = await fleet.rollOut(2, { concurrency: 3 })
  for (const expected of [
    { healthy: 0, updating: 3 },
    { healthy: 3, updating: 3 },
    { healthy: 6, updating: 2 },
  ]) {
    const is = JSON.stringify(expected)
    await waitFor(
      is,
      async () => {
        const { healthy, updating } = (await fleet.rollout(number)).counts
        return JSON.stringify({ healthy, updating }) === is
      },
      10_000,
    )
    await kill(child)
    const under = (await fleet.rollout(number)).targets.filter((target) => target.state === 'updating')
    for (const { tenant } of under) {
      const runtimeId = fleet.tenants.find((one) => one.id === tenant.id)?.runtimeId ?? ''
      fleet.behaviour.delete(runtimeId)
    }
    child = spawnController()
  }
  fleet.behaviour.clear()

  const rollout = await fleet.untilFinished(number)
  expect(rollout).toMatchObject({ state: 'succeeded', counts: { healthy: 8, failed: 0, skipped: 0 } })
  await fleet.untilReady(fleet.tenants, 2)
  expect(await fleet.query('SELECT DISTINCT desired_generation FROM runtime')).toEqual([{ desired_generation: 2 }])
  expect(await fleet.query('SELECT count(*)::int AS bundles FROM bundle')).toEqual([{ bundles: 16 }])
  expect(fleet.diary.boots).toHaveLength(boots)
  const applied = fleet.diary.applied.filter((one) => one.version === 2)
  expect(new Set(applied.map((one) => `${one.runtimeId}/${one.generation}`)).size).toBe(8)
}, 60_000)
