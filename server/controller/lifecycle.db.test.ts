import { readdir } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { inScope } from '@/server/db/scope'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import type { RuntimeView } from '@/server/runtimes/read-runtime'
import { requestRestart } from '@/server/runtimes/request-restart'
import type { SeededTenant } from './testing/seed-fleet'
import { createTestFleet, installation, type TestFleet } from './testing/test-fleet'

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

async function readyTenant(): Promise<SeededTenant> {
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  await fleet.startController()
  await fleet.untilReady([tenant], 1)
  return tenant
}

async function until(what: string, is: (runtime: RuntimeView) => boolean): Promise<RuntimeView> {
  let found: RuntimeView | undefined
  await waitFor(
    what,
    async () => {
      found = (await fleet.runtimes()).find(is)
      return found !== undefined
    },
    10_000,
  )
  if (found === undefined) throw new Error(what)
  return found
}

type IncidentRow = { kind: string; summary: string; detail: Record<string, unknown>; closed_at: Date | null }
const incidents = () => fleet.query<IncidentRow>('SELECT * FROM incident ORDER BY opened_at')

it('a new tenant is provisioned, gets its signed bundle, and is ready with its guards recorded', async () => {
  const tenant = await readyTenant()
  const [runtime] = await fleet.runtimes()
  expect(runtime).toMatchObject({ tenantId: tenant.id, phase: 'ready', version: 1, settled: true, reason: null })
  expect(runtime?.guards?.results).not.toHaveLength(0)
  // Observed, whatever engine it was made for: what is said to be sealed must be.
  expect(runtime?.engine).toBe('fake')
  expect(fleet.calls('ensure')).toBe(1)
  expect(fleet.diary.applied).toHaveLength(1)
  expect(await incidents()).toEqual([])
})

it('a tenant without a version waits, and says for what', async () => {
  await fleet.addTenants(1, null)
  await fleet.startController()
  const runtime = await until('a reason', (one) => one.reason !== null)
  expect(runtime).toMatchObject({ phase: 'pending', reason: expect.stringContaining('No version') })
  expect(fleet.calls('ensure')).toBe(0)
  await fleet.untilFinished((await fleet.rollOut(1)).number)
  await fleet.untilReady(fleet.tenants, 1)
})

it('a first bundle that cannot be compiled is refused with the compiler’s sentence', async () => {
  await fleet.publish(2, (document) => {
    document.slots.company = { type: 'text', label: 'Company', owner: 'tenant', required: true }
  })
  await fleet.addTenants(1, 2)
  await fleet.startController()
  const runtime = await until('refused', (one) => one.phase === 'refused')
  expect(runtime.reason).toContain('Company')
})

it('a crash restarts that runtime alone, opens an incident, and closes it when all is well', async () => {
  const tenant = await readyTenant()
  const [neighbour] = await fleet.addTenants(1, 1)
  await fleet.untilReady(fleet.tenants, 1)
  fleet.world.exit(installation, tenant.runtimeId, { code: 137 })
  await waitFor('an incident', async () => (await incidents()).length === 1)
  await waitFor('it is closed', async () => (await incidents())[0]?.closed_at !== null)
  await fleet.untilReady(fleet.tenants, 1)
  expect((await incidents())[0]).toMatchObject({ kind: 'crash', detail: { exitCode: 137 } })
  expect(fleet.diary.boots.filter((id) => id === tenant.runtimeId)).toHaveLength(2)
  expect(fleet.diary.boots.filter((id) => id === neighbour?.runtimeId)).toHaveLength(1)
})

it('a runtime that crashes again and again is one incident, and is tried until it stays', async () => {
  const tenant = await readyTenant()
  let starts = 0
  const simulated = fleet.world.program
  fleet.world.program = () => {
    starts += 1
    setImmediate(() => fleet.world.exit(installation, tenant.runtimeId, { code: 1 }))
    return undefined
  }
  fleet.world.exit(installation, tenant.runtimeId, { code: 1 })
  await waitFor('four starts', () => starts >= 4)
  fleet.world.program = simulated
  await until('ready again', (one) => one.phase === 'ready')
  expect(await incidents()).toHaveLength(1)
})

it('an out-of-memory kill is told as such', async () => {
  const tenant = await readyTenant()
  fleet.world.exit(installation, tenant.runtimeId, { code: 137, outOfMemory: true })
  await waitFor('started again', () => fleet.diary.boots.length === 2)
  await waitFor('the incident is closed', async () => (await incidents())[0]?.closed_at instanceof Date)
  expect(await incidents()).toMatchObject([{ kind: 'out-of-memory' }])
})

it('a child killed for memory is an incident; the runtime lives on', async () => {
  const tenant = await readyTenant()
  fleet.world.killChild(installation, tenant.runtimeId)
  await waitFor('an incident', async () => (await incidents())[0]?.kind === 'out-of-memory')
  await waitFor('it is closed', async () => (await incidents())[0]?.closed_at !== null)
  expect(fleet.diary.boots).toHaveLength(1)
})

it('a guard that fails: refused, nothing routed, an incident that names it; and healed when the guard passes', async () => {
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  fleet.failingGuards.set(tenant.runtimeId, ['seccomp', 'not-root'])
  await fleet.startController()
  const refused = await until('refused', (one) => one.phase === 'refused')
  expect(refused.reason).toContain('seccomp, not-root')
  expect(fleet.diary.applied).toEqual([])
  expect(await incidents()).toMatchObject([{ kind: 'guard-failed', detail: { guards: ['seccomp', 'not-root'] } }])
  fleet.failingGuards.clear()
  await fleet.untilReady([tenant], 1)
  expect((await incidents())[0]?.closed_at).not.toBeNull()
})

it('a runtime that stops by its own will is believed: its last words are the reason', async () => {
  const tenant = await readyTenant()
  const message = 'The store in /data cannot be opened. Restore it from a backup.'
  fleet.programs.get(tenant.runtimeId)?.say({ type: 'stopping', code: 'data-corrupt', message })
  await waitFor('the words arrived', async () => {
    fleet.world.exit(installation, tenant.runtimeId, { code: 1 })
    return (await incidents()).length > 0
  })
  expect((await incidents())[0]).toMatchObject({ kind: 'crash', summary: message })
})

it('a runtime that never says hello is started again after its deadline', async () => {
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  const simulated = fleet.world.program
  fleet.world.program = () => undefined
  await fleet.startController({ timing: { helloMs: 200, crashBackOff: { firstMs: 20, mostMs: 50 } } })
  await waitFor('an incident', async () => (await incidents()).length === 1)
  fleet.world.program = simulated
  await fleet.untilReady([tenant], 1)
  expect((await incidents())[0]?.summary).toContain('did not report')
})

it('a restart that is asked for happens once, and two requests before it are one', async () => {
  const tenant = await readyTenant()
  await inScope(fleet.web, { workspaceId: fleet.workspaceId }, async (tx) => {
    await requestRestart(tx, { tenantId: tenant.id })
    await requestRestart(tx, { tenantId: tenant.id })
  })
  await waitFor('settled', async () => (await fleet.runtimes())[0]?.settled === true)
  await fleet.untilReady([tenant], 1)
  expect(fleet.calls('restart')).toBe(1)
  expect(await incidents()).toEqual([])
})

it('a control connection that breaks and comes back changes nothing', async () => {
  const tenant = await readyTenant()
  const second = fleet.programs.get(tenant.runtimeId)
  second?.drop()
  await waitFor('it dials again', () => second?.connected === true)
  await fleet.untilReady([tenant], 1)
  expect(fleet.diary.applied).toHaveLength(1)
  expect(fleet.diary.boots).toHaveLength(1)
})

it('a runtime that somebody else removed is made again, its data kept', async () => {
  const tenant = await readyTenant()
  const key = `${installation}/${tenant.runtimeId}`
  fleet.world.data.set(key, 'conversations')
  fleet.world.runtimes.delete(key)
  fleet.programs.get(tenant.runtimeId)?.stop()
  await waitFor('made again', () => fleet.diary.boots.length === 2, 10_000)
  await fleet.untilReady([tenant], 1)
  expect(fleet.world.data.get(key)).toBe('conversations')
  expect((await incidents())[0]).toMatchObject({ kind: 'engine' })
})

it('a deleted tenant’s runtime, doors, data and rows are gone', async () => {
  const tenant = await readyTenant()
  await fleet.remove(tenant)
  await waitFor('the rows are gone', async () => (await fleet.query('SELECT 1 FROM tenant')).length === 0)
  expect(fleet.world.runtimes.size).toBe(0)
  expect(fleet.world.data.size).toBe(0)
  expect(await readdir(fleet.folders.doors)).toEqual([])
  expect(await fleet.query('SELECT 1 FROM strand')).toEqual([])
})

it('an engine that is away for a while is waited for, without an incident', async () => {
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  let refusals = 0
  fleet.world.before = ({ call }) => {
    if (call === 'ensure' && refusals++ < 3) throw new BulkheadError('engine-unavailable', 'Docker does not answer.')
  }
  await fleet.startController({ worker: { retry: { firstMs: 20, mostMs: 50 } } })
  await fleet.untilReady([tenant], 1)
  expect(await incidents()).toEqual([])
})

it('every step that reaches the engine may fail once and is repeated', async () => {
  const failed = new Set<string>()
  fleet.world.before = ({ call }) => {
    if (call === 'check' || call === 'resolveImage' || call === 'list' || failed.has(call)) return
    failed.add(call)
    throw new Error(`${call} failed`)
  }
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  await fleet.startController({ worker: { retry: { firstMs: 20, mostMs: 50 } } })
  await fleet.untilReady([tenant], 1)
  await inScope(fleet.web, { workspaceId: fleet.workspaceId }, (tx) => requestRestart(tx, { tenantId: tenant.id }))
  await waitFor('restarted', async () => (await fleet.runtimes())[0]?.settled === true)
  await fleet.remove(tenant)
  await waitFor('gone', async () => (await fleet.query('SELECT 1 FROM tenant')).length === 0)
  expect([...failed].sort()).toEqual(['ensure', 'inspect', 'remove', 'restart'])
})
