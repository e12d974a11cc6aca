import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { createFakeEngine } from '@/server/provisioning/fake/fake-engine'
import type { SeededTenant } from './testing/seed-fleet'
import { createTestFleet, installation, type TestFleet } from './testing/test-fleet'

let database: TestDatabase
let fleet: TestFleet
let tenant: SeededTenant
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fleet = await createTestFleet(database)
  await fleet.publish(1)
  const [added] = await fleet.addTenants(1, 1)
  if (added === undefined) throw new Error('no tenant')
  tenant = added
})
afterEach(() => fleet.close())

it('turns are counted for the tenant whose socket told of them', async () => {
  await fleet.startController()
  await fleet.untilReady([tenant], 1)
  const turn: TurnTelemetry = {
    startedAt: new Date().toISOString(),
    durationMs: 120,
    outcome: 'ok',
    blueprintVersion: 1,
    inputTokens: 5,
    outputTokens: 7,
  }
  const program = fleet.programs.get(tenant.runtimeId)
  program?.say({ type: 'telemetry', turns: [turn, { ...turn, outcome: 'error', errorCode: 'model-unavailable' }] })
  program?.say({ type: 'telemetry', turns: [turn] })
  const read = () =>
    fleet.query('SELECT tenant_id, turns::int, failed_turns::int, turn_ms::int FROM usage_day WHERE turns > 0')
  await waitFor('three turns', async () => (await read())[0]?.turns === 3)
  expect(await read()).toEqual([{ tenant_id: tenant.id, turns: 3, failed_turns: 1, turn_ms: 360 }])
})

it('a runtime that belongs to nobody is removed, its data kept; another installation’s is left alone', async () => {
  await fleet.startController({ driftScanMs: 50 })
  await fleet.untilReady([tenant], 1)
  const known = [...fleet.world.runtimes.values()][0]
  if (known === undefined) throw new Error('no runtime')
  const strange = { ...known.request, runtimeId: randomUUID(), tenantId: randomUUID() }
  const orphan = `${installation}/${strange.runtimeId}`
  const foreign = `foreign/${strange.runtimeId}`
  await createFakeEngine({ world: fleet.world, installation }).ensure(strange)
  await createFakeEngine({ world: fleet.world, installation: 'foreign' }).ensure(strange)
  await waitFor('removed', () => !fleet.world.runtimes.has(orphan))
  fleet.programs.get(strange.runtimeId)?.stop()
  expect(fleet.world.data.has(orphan)).toBe(true)
  expect(fleet.world.runtimes.has(foreign)).toBe(true)
  expect(fleet.world.runtimes.has(`${installation}/${tenant.runtimeId}`)).toBe(true)
})

it('a runtime whose strand was lost gets one again', async () => {
  const first = await fleet.startController({ driftScanMs: 50 })
  await fleet.untilReady([tenant], 1)
  await first.stop()
  await fleet.query('DELETE FROM strand')
  await fleet.startController({ driftScanMs: 50 })
  await waitFor('a strand', async () => (await fleet.query('SELECT 1 FROM strand')).length === 1)
  await fleet.publish(2)
  await fleet.untilFinished((await fleet.rollOut(2)).number)
  await fleet.untilReady([tenant], 2)
})

it('a death that no event told of is found by the scan', async () => {
  await fleet.startController({ driftScanMs: 50, timing: { recheckMs: 60_000 } })
  await fleet.untilReady([tenant], 1)
  fleet.world.breakEventStreams(() => fleet.world.exit(installation, tenant.runtimeId, { code: 9 }))
  await waitFor('started again', () => fleet.diary.boots.length === 2)
  await fleet.untilReady([tenant], 1)
})

it('an engine that is not there yet is waited for at the start', async () => {
  let asked = 0
  fleet.world.before = ({ call }) => {
    if (call === 'check' && asked++ === 0) throw new Error('no engine')
  }
  await fleet.startController()
  await fleet.untilReady([tenant], 1)
  expect(asked).toBeGreaterThan(1)
})
