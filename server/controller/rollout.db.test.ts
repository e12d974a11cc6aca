import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
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
  await fleet.publish(2)
  await fleet.publish(3)
})
afterEach(() => fleet.close())

const paths = (targets: readonly { path: string | null }[]) => [...new Set(targets.map((target) => target.path))]

it('a rollout reaches live runtimes hot: no container is touched, and each gets the bundle once', async () => {
  await fleet.addTenants(12, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const { number } = await fleet.rollOut(2)
  const rollout = await fleet.untilFinished(number)
  expect(rollout).toMatchObject({ state: 'succeeded', counts: { healthy: 12, failed: 0 } })
  expect(paths(rollout.targets)).toEqual(['hot'])
  expect(fleet.calls('ensure')).toBe(12)
  expect(fleet.diary.applied.filter((one) => one.version === 2)).toHaveLength(12)
  await fleet.untilReady(fleet.tenants, 2)
})

it('a version with other limits replaces each container once', async () => {
  await fleet.addTenants(3, 1)
  await fleet.publish(4, (document) => {
    document.runtime.memoryMb = 512
  })
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const { number } = await fleet.rollOut(4)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.state).toBe('succeeded')
  expect(paths(rollout.targets)).toEqual(['cold'])
  expect(fleet.calls('ensure')).toBe(6)
  expect([...fleet.world.runtimes.values()].map((runtime) => runtime.request.memoryMb)).toEqual([512, 512, 512])
})

it('a redeploy restarts everyone once, though nothing has changed', async () => {
  await fleet.addTenants(3, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const boots = fleet.diary.boots.length
  const { number } = await fleet.rollOut(1, { kind: 'redeploy' })
  const rollout = await fleet.untilFinished(number)
  expect(rollout.state).toBe('succeeded')
  expect(paths(rollout.targets)).toEqual(['cold'])
  expect(fleet.calls('restart')).toBe(3)
  expect(fleet.diary.boots.length).toBe(boots + 3)
})

it('what the replaced version still finishes is on its rollout, and not on the one before', async () => {
  const [tenant] = await fleet.addTenants(1, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const first = await fleet.rollOut(2)
  await fleet.untilFinished(first.number)
  const second = await fleet.rollOut(1)
  await fleet.untilFinished(second.number)
  const until = '2999-01-01T00:00:00.000Z'
  const draining = [{ version: 2, bundleDigest: `sha256:${'a'.repeat(64)}`, sessions: 2, runs: 1, until }]
  const status = { wakeAt: null, running: 1, waiting: 0, draining }
  fleet.programs.get(tenant?.runtimeId ?? '')?.say({ type: 'status', status })
  const drainingOf = async (number: number) => (await fleet.rollout(number)).targets[0]?.draining
  await waitFor('shown', async () => (await drainingOf(second.number))?.length === 1)
  expect(await drainingOf(second.number)).toEqual([{ version: 2, sessions: 2, runs: 1, until: new Date(until) }])
  expect(await drainingOf(first.number)).toEqual([])
})

it('a rollout to where everyone is already moves nobody', async () => {
  await fleet.addTenants(3, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const applied = fleet.diary.applied.length
  const { number } = await fleet.rollOut(1)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.state).toBe('succeeded')
  expect(paths(rollout.targets)).toEqual(['none'])
  expect(fleet.diary.applied).toHaveLength(applied)
})

it('an old version can be rolled out again, and its bundles are the rows that they were', async () => {
  await fleet.addTenants(2, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  await fleet.untilFinished((await fleet.rollOut(2)).number)
  await fleet.untilFinished((await fleet.rollOut(1)).number)
  await fleet.untilReady(fleet.tenants, 1)
  expect(await fleet.query('SELECT count(*)::int AS bundles FROM bundle')).toEqual([{ bundles: 4 }])
})

it('at most `concurrency` tenants are under way at any moment', async () => {
  await fleet.addTenants(9, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const { id, number } = await fleet.rollOut(2, { concurrency: 2 })
  await fleet.untilFinished(number)
  const [row] = await fleet.query<{ most: number }>(
    `SELECT max(under_way)::int AS most FROM (
       SELECT (SELECT count(*) FROM rollout_target b WHERE b.rollout_id = $1
         AND b.started_at <= a.started_at AND b.finished_at > a.started_at) AS under_way
       FROM rollout_target a WHERE a.rollout_id = $1) AS history`,
    [id],
  )
  expect(row?.most).toBeLessThanOrEqual(2)
  expect(row?.most).toBeGreaterThan(0)
})

it('a runtime that refuses the bundle fails with its reason, keeps its version, and the others go on', async () => {
  const [stubborn, ...others] = await fleet.addTenants(3, 1)
  if (stubborn === undefined) throw new Error('no tenant')
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  fleet.behaviour.set(stubborn.runtimeId, 'refuse')
  const { number } = await fleet.rollOut(2)
  const rollout = await fleet.untilFinished(number)
  expect(rollout).toMatchObject({ state: 'failed', counts: { healthy: 2, failed: 1 } })
  const failed = rollout.targets.find((target) => target.state === 'failed')
  expect(failed).toMatchObject({ tenant: { id: stubborn.id }, reasonCode: 'bundle-refused' })
  expect(failed?.reason).toContain('It does not like it.')
  await fleet.untilReady(others, 2)
  const seen = (await fleet.runtimes()).find((runtime) => runtime.tenantId === stubborn.id)
  expect(seen).toMatchObject({ phase: 'ready', version: 1, desiredVersion: 2, settled: false })
})

it('a tenant whose required slot is empty fails before anything of it moves', async () => {
  await fleet.addTenants(2, 1)
  await fleet.publish(4, (document) => {
    document.slots.company = { type: 'text', label: 'Company', owner: 'tenant', required: true }
  })
  const lucky = fleet.tenants[0]
  await fleet.query(`UPDATE tenant SET slot_values = '{"company": "Acme"}' WHERE id = $1`, [lucky?.id])
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const { number } = await fleet.rollOut(4)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.counts).toMatchObject({ healthy: 1, failed: 1 })
  const failed = rollout.targets.find((target) => target.state === 'failed')
  expect(failed).toMatchObject({ reasonCode: 'bad-input', path: null })
  expect(failed?.reason).toContain('Company')
  const unlucky = (await fleet.runtimes()).find((runtime) => runtime.tenantId === failed?.tenant.id)
  expect(unlucky).toMatchObject({ phase: 'ready', version: 1, desiredVersion: 1 })
})

it('a runtime that does not answer is told from one that is still updating, by a deadline', async () => {
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  fleet.behaviour.set(tenant.runtimeId, 'silent')
  const { number } = await fleet.rollOut(2)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.targets[0]).toMatchObject({ state: 'failed', reasonCode: 'deadline-exceeded' })
  fleet.behaviour.delete(tenant.runtimeId)
  await fleet.untilReady(fleet.tenants, 2)
})

it('an engine that refuses fails the target with the engine’s sentence', async () => {
  await fleet.addTenants(1, 1)
  await fleet.publish(4, (document) => {
    document.runtime.memoryMb = 512
  })
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const { BulkheadError } = await import('@/domain/errors')
  fleet.world.before = ({ call }) => {
    if (call === 'ensure') throw new BulkheadError('engine-refused', 'There is no room for 512 MB.')
  }
  const { number } = await fleet.rollOut(4)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.targets[0]).toMatchObject({
    state: 'failed',
    reasonCode: 'engine-refused',
    reason: 'There is no room for 512 MB.',
  })
})

it('a newer rollout takes over: the older one’s target is skipped, whatever order they run in', async () => {
  await fleet.addTenants(2, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  for (const tenant of fleet.tenants) fleet.behaviour.set(tenant.runtimeId, 'hold')
  const older = await fleet.rollOut(2, { concurrency: 1 })
  await waitFor('one is under way, one is waiting', async () => {
    const { counts } = await fleet.rollout(older.number)
    return counts.updating === 1 && counts.pending === 1
  })
  const newer = await fleet.rollOut(3)
  await waitFor('the newer one asked for more', async () => (await fleet.rollout(newer.number)).counts.updating === 2)
  fleet.behaviour.clear()
  expect((await fleet.untilFinished(newer.number)).counts).toMatchObject({ healthy: 2 })
  const rollout = await fleet.untilFinished(older.number)
  expect(rollout.targets.map((target) => [target.state, target.reasonCode])).toEqual([
    ['skipped', 'superseded'],
    ['skipped', 'superseded'],
  ])
  await fleet.untilReady(fleet.tenants, 3)
})

it('a tenant deleted during a rollout does not hold it up', async () => {
  const [doomed, other] = await fleet.addTenants(2, 1)
  if (doomed === undefined || other === undefined) throw new Error('no tenants')
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  fleet.behaviour.set(doomed.runtimeId, 'hold')
  const { number } = await fleet.rollOut(2)
  await waitFor('the other is done', async () => (await fleet.rollout(number)).counts.healthy === 1)
  await fleet.remove(doomed)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.state).toBe('succeeded')
  const gone = rollout.targets.filter((target) => target.tenant.id === doomed.id)
  expect(gone.every((target) => target.reasonCode === 'tenant-removed')).toBe(true)
})
