import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import type { Controller } from './create-controller'
import { createTestFleet, type TestFleet } from './testing/test-fleet'

let database: TestDatabase
let fleet: TestFleet
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fleet = await createTestFleet(database)
  await fleet.publish(1)
})
afterEach(() => fleet.close())

/** Some fifteen deaths a test, each with its own start. */
const longMs = 90_000

/** A controller that dies at its n-th commit: before it is written, or just after. It says nothing more to anybody. */
async function startMortal(at: { commit: number; moment: 'before' | 'after' }) {
  let commits = 0
  let died = () => {}
  const dead = new Promise<void>((resolve) => {
    died = resolve
  })
  let isDead = false
  const forever = new Promise<never>(() => {})
  const pass = (moment: 'before' | 'after') => async () => {
    if (isDead) return forever
    if (moment === 'before') commits += 1
    if (moment !== at.moment || commits < at.commit) return
    isDead = true
    died()
    return forever
  }
  const controller: Controller = await fleet.startController({
    stepGraceMs: 0,
    worker: { beforeCommit: pass('before'), afterCommit: pass('after') },
  })
  return { controller, dead, isDead: () => isDead }
}

const generations = () =>
  fleet.query<{ id: string; generation: number }>(
    'SELECT id, desired_generation AS generation FROM runtime ORDER BY id',
  )

/** Runs `change` under controllers that die at commit 1, 2, 3 … until one lives to the end. Returns how many died. */
async function killAtEveryCommit(change: (round: number) => Promise<() => Promise<void>>, moment: 'before' | 'after') {
  for (let commit = 1; ; commit += 1) {
    const mortal = await startMortal({ commit, moment })
    const finished = (await change(commit))()
    const first = await Promise.race([mortal.dead.then(() => 'died' as const), finished.then(() => 'lived' as const)])
    await mortal.controller.stop()
    if (first === 'lived' && !mortal.isDead()) return commit - 1
    const heir = await fleet.startController()
    await finished
    await heir.stop()
  }
}

for (const moment of ['before', 'after'] as const) {
  it(
    `dying ${moment} any commit of a hot rollout loses nothing and does nothing twice that shows`,
    async () => {
      await fleet.addTenants(2, 1)
      const first = await fleet.startController()
      await fleet.untilReady(fleet.tenants, 1)
      await first.stop()
      const boots = fleet.diary.boots.length
      const deaths = await killAtEveryCommit(async (round) => {
        const version = round + 1
        await fleet.publish(version)
        const before = await generations()
        const { number } = await fleet.rollOut(version)
        return async () => {
          const rollout = await fleet.untilFinished(number)
          expect(rollout).toMatchObject({ state: 'succeeded', counts: { healthy: 2 } })
          const once = before.map(({ id, generation }) => ({ id, generation: generation + 1 }))
          expect(await generations()).toEqual(once)
        }
      }, moment)
      expect(deaths).toBeGreaterThan(8)
      // Hot, whoever died: no process was started again, each version was taken by both, and a bundle is one row.
      expect(fleet.diary.boots).toHaveLength(boots)
      const rows = await fleet.query('SELECT tenant_id, digest FROM bundle')
      expect(rows).toHaveLength(2 * (deaths + 2))
    },
    longMs,
  )
}

it(
  'dying before any commit of a redeploy restarts each runtime once',
  async () => {
    await fleet.addTenants(1, 1)
    const first = await fleet.startController()
    await fleet.untilReady(fleet.tenants, 1)
    await first.stop()
    const deaths = await killAtEveryCommit(async () => {
      const boots = fleet.diary.boots.length
      const { number } = await fleet.rollOut(1, { kind: 'redeploy' })
      return async () => {
        const rollout = await fleet.untilFinished(number)
        expect(rollout.state).toBe('succeeded')
        expect(fleet.diary.boots).toHaveLength(boots + 1)
      }
    }, 'before')
    expect(deaths).toBeGreaterThan(8)
  },
  longMs,
)

it(
  'dying before any commit of a replacement makes one new container for each',
  async () => {
    await fleet.addTenants(1, 1)
    const first = await fleet.startController()
    await fleet.untilReady(fleet.tenants, 1)
    await first.stop()
    const deaths = await killAtEveryCommit(async (round) => {
      const version = round + 1
      await fleet.publish(version, (document) => {
        document.runtime.memoryMb = 256 + version
      })
      const boots = fleet.diary.boots.length
      const { number } = await fleet.rollOut(version)
      return async () => {
        const rollout = await fleet.untilFinished(number)
        expect(rollout.state).toBe('succeeded')
        expect(fleet.diary.boots).toHaveLength(boots + 1)
      }
    }, 'before')
    expect(deaths).toBeGreaterThan(8)
  },
  longMs,
)

it('a second controller waits for the first, and takes over when it ends', async () => {
  await fleet.addTenants(1, 1)
  const first = await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  let started = false
  const second = fleet.startController().then((controller) => {
    started = true
    return controller
  })
  await fleet.publish(2)
  await fleet.untilFinished((await fleet.rollOut(2)).number)
  expect(started).toBe(false)
  await first.stop()
  await second
  await fleet.publish(3)
  await fleet.untilFinished((await fleet.rollOut(3)).number)
})

it('a controller whose lock is gone is told, so that it ends', async () => {
  let lost: string | undefined
  await fleet.startController({
    onLost: (reason) => {
      lost = reason
    },
  })
  await fleet.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bulkhead-controller-lock'`,
  )
  await waitFor('it is told', () => lost !== undefined)
})
