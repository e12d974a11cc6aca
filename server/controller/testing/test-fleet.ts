import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { nudgeStrand } from '@/server/durable/strands'
import { createLogger } from '@/server/log'
import type { MachineTiming } from '@/server/machines/dependencies'
import { createFakeEngine } from '@/server/provisioning/fake/fake-engine'
import { createFakeWorld, type FakeWorld } from '@/server/provisioning/fake/fake-world'
import { type RolloutDetail, readRollout } from '@/server/rollouts/read-rollout'
import { type RuntimeView, readRuntimes } from '@/server/runtimes/read-runtime'
import { bundleSigner } from '@/server/vault/bundle-signer'
import { type Controller, type ControllerOptions, createController } from '../create-controller'
import { type SeededFleet, type SeededTenant, seedFleet } from './seed-fleet'
import { type Behaviour, type Diary, type SimulatedRuntime, simulateRuntime } from './simulated-runtime'

export const installation = 'test'

/** Quick enough for tests; long enough for a busy machine. */
export const testTiming: Partial<MachineTiming> = {
  recheckMs: 1_000,
  helloMs: 5_000,
  answerMs: 700,
  graceMs: 100,
  crashBackOff: { firstMs: 30, mostMs: 200 },
  refusalBackOff: { firstMs: 300, mostMs: 1_000 },
  targetMs: 4_000,
}

/** A real database, real doors, a fake engine whose runtimes dial those doors, and as many controllers as a test starts. */
export type TestFleet = SeededFleet & {
  database: TestDatabase
  web: Database
  world: FakeWorld
  diary: Diary
  behaviour: Map<string, Behaviour>
  failingGuards: Map<string, readonly string[]>
  programs: Map<string, SimulatedRuntime>
  folders: { doors: string; data: string }
  /** PEM. */
  signingKey: string
  controllerOptions(change?: Partial<ControllerOptions>): ControllerOptions
  startController(change?: Partial<ControllerOptions>): Promise<Controller>
  /** Arranging and looking, past every wall. */
  query<Row extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>
  runtimes(): Promise<RuntimeView[]>
  rollout(number: number): Promise<RolloutDetail>
  untilReady(tenants: readonly SeededTenant[], version: number): Promise<void>
  untilFinished(number: number, withinMs?: number): Promise<RolloutDetail>
  /** As the web process asks for a tenant's end. */
  remove(tenant: SeededTenant): Promise<void>
  calls(call: string, runtimeId?: string): number
  close(): Promise<void>
}

export async function createTestFleet(database: TestDatabase): Promise<TestFleet> {
  const web = database.connect('web')
  const admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
  const seeded = await seedFleet(web)
  const base = await mkdtemp(join(tmpdir(), 'bh-c-'))
  const folders = { doors: join(base, 'doors'), data: join(base, 'data') }
  const world = createFakeWorld()
  const diary: Diary = { applied: [], boots: [], decided: [] }
  const behaviour = new Map<string, Behaviour>()
  const failingGuards = new Map<string, readonly string[]>()
  const programs = new Map<string, SimulatedRuntime>()
  const controllers = new Set<Controller>()
  const { privateKey } = generateKeyPairSync('ed25519')
  const signer = bundleSigner(privateKey)
  const scope = { workspaceId: seeded.workspaceId }
  world.program = (boot) => {
    const { runtimeId } = boot.request
    const program = simulateRuntime(boot, {
      diary,
      behaviour: () => behaviour.get(runtimeId) ?? 'accept',
      failingGuards: () => failingGuards.get(runtimeId) ?? [],
    })
    programs.set(runtimeId, program)
    return program
  }
  const controllerOptions = (change: Partial<ControllerOptions> = {}): ControllerOptions => ({
    databaseUrl: database.url('controller'),
    engine: createFakeEngine({ world, installation, folders }),
    doorsFolder: folders.doors,
    signer,
    log: createLogger('controller', 'silent'),
    timing: testTiming,
    ...change,
  })
  const runtimes = () => inScope(web, scope, (tx) => readRuntimes(tx))
  const rollout = (number: number) => inScope(web, scope, (tx) => readRollout(tx, { number }))

  return {
    ...seeded,
    database,
    web,
    world,
    diary,
    behaviour,
    failingGuards,
    programs,
    folders,
    signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    controllerOptions,
    runtimes,
    rollout,
    async startController(change) {
      const controller = createController(controllerOptions(change))
      controllers.add(controller)
      await controller.start()
      return controller
    },
    async query<Row>(sql: string, values: unknown[] = []) {
      return (await admin.query(sql, values)).rows as Row[]
    },
    async untilReady(tenants, version) {
      const wanted = new Set(tenants.map((tenant) => tenant.id))
      await waitFor(
        `v${version} on ${wanted.size} tenants`,
        async () => {
          const seen = (await runtimes()).filter((runtime) => wanted.has(runtime.tenantId))
          return seen.length === wanted.size && seen.every((one) => one.phase === 'ready' && one.version === version)
        },
        15_000,
      )
    },
    async untilFinished(number, withinMs = 15_000) {
      await waitFor(`rollout #${number} finished`, async () => (await rollout(number)).state !== 'running', withinMs)
      return rollout(number)
    },
    remove: (tenant) =>
      inScope(web, scope, async (tx) => {
        await tx.$executeRaw`UPDATE runtime SET desired_state = 'removed', desired_generation = desired_generation + 1
          WHERE id = ${tenant.runtimeId}::uuid`
        await nudgeStrand(tx, { machine: 'runtime-lifecycle', subjectId: tenant.runtimeId })
      }),
    calls: (call, runtimeId) =>
      world.calls.filter((one) => one.call === call && (runtimeId === undefined || one.runtimeId === runtimeId)).length,
    async close() {
      for (const controller of controllers) await controller.stop()
      for (const program of programs.values()) program.stop()
      await admin.query('DELETE FROM strand')
      await admin.query('DELETE FROM tenant')
      await admin.query('DELETE FROM workspace')
      await admin.end()
      await rm(base, { recursive: true, force: true })
    },
  }
}
