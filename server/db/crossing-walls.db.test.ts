import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processRoles } from './roles'
import type { Scope } from './scope'
import { type Attempt, createWallClimber, operations, type WallClimber } from './testing/climb-walls'
import { mayReach } from './testing/reach'
import { createTestDatabase, type TestDatabase } from './testing/test-database'
import { type SeededWorkspace, seedTwoWorkspaces } from './testing/two-workspaces'

let database: TestDatabase
let admin: Client
let workspaces: SeededWorkspace[]
let climber: WallClimber
beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
  workspaces = await seedTwoWorkspaces(admin)
  climber = await createWallClimber(admin)
})
afterAll(async () => {
  await admin.end()
  await database.close()
})

/** Every mixture, also ones that no code of ours would ask for, such as one workspace with another's tenant. */
function anyScope() {
  const tenants = workspaces.flatMap((workspace) => workspace.tenants)
  const optional = <T>(values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
  const record = fc.record({
    workspaceId: optional(workspaces.map(({ id }) => id)),
    tenantId: optional(tenants.map(({ id }) => id)),
    userId: optional(workspaces.flatMap(({ ownerId, customerId }) => [ownerId, customerId])),
    slug: optional(tenants.map(({ slug }) => slug)),
    runtimeId: optional(tenants.map(({ runtimeId }) => runtimeId)),
  })
  return record.map((scope) => Object.fromEntries(Object.entries(scope).filter(([, id]) => id !== undefined)) as Scope)
}

function anyAttempt(): fc.Arbitrary<Attempt> {
  return fc.record({
    role: fc.constantFrom(...processRoles),
    scope: anyScope(),
    realm: fc.constantFrom('' as const, '' as const, 'auth' as const),
    table: fc.constantFrom(...climber.tables),
    operation: fc.constantFrom(...operations),
    aim: fc.nat({ max: 50 }),
    everywhere: fc.boolean(),
  })
}

it('whatever a role tries, in whatever scope, it sees and changes only what its scope reaches', async () => {
  let seen = 0
  let changed = 0
  const property = fc.asyncProperty(anyAttempt(), async (attempt) => {
    const outcome = await climber.climb(attempt)
    const look = { ...attempt, rows: climber.rows }
    for (const row of outcome.seen) expect(mayReach(look, row, 'see'), `saw ${row.table} ${row.key}`).toBe(true)
    for (const row of outcome.changed)
      expect(mayReach(look, row, 'change'), `changed ${row.table} ${row.key}`).toBe(true)
    seen += outcome.seen.length
    changed += outcome.changed.length
  })
  await fc.assert(property, { numRuns: 300 })
  // The walls have doors: a test that never got anywhere would prove nothing.
  expect(seen).toBeGreaterThan(0)
  expect(changed).toBeGreaterThan(0)
})

it('no statement of a role, not even by what it cascades to, changes a row outside its scope', async () => {
  const [workspace] = workspaces
  const scope = { workspaceId: workspace?.id ?? '', userId: workspace?.ownerId ?? '' }
  for (const attempt of everyAttempt(scope)) {
    const { changed } = await climber.climb(attempt)
    const beyond = changed.filter((row) => !mayReach({ ...attempt, rows: climber.rows }, row, 'change'))
    const said = `${attempt.role} ${attempt.operation} ${attempt.table} in realm '${attempt.realm}'`
    expect(
      beyond.map((row) => `${row.table} ${row.key}`),
      said,
    ).toEqual([])
  }
})

/** Chance may leave one out for long: each role's each operation on each table, in both realms, on all rows at once. */
function everyAttempt(scope: Scope): Attempt[] {
  const rest = { scope, aim: 0, everywhere: true }
  return processRoles.flatMap((role) =>
    (['', 'auth'] as const).flatMap((realm) =>
      climber.tables.flatMap((table) => operations.map((operation) => ({ ...rest, role, realm, table, operation }))),
    ),
  )
}

describe.each(processRoles)('%s', (role) => {
  it('sees nothing without a scope', async () => {
    for (const table of climber.tables) {
      const attempt = {
        role,
        scope: {},
        realm: '' as const,
        table,
        operation: 'select' as const,
        aim: 0,
        everywhere: true,
      }
      const { seen } = await climber.climb(attempt)
      // Strands are how the controller finds its work.
      if (role === 'controller' && table === 'strand') expect(seen.length).toBeGreaterThan(0)
      else expect(seen, table).toEqual([])
    }
  })
})

it('a customer sees their tenant alone, and changes nothing at all', async () => {
  const [workspace] = workspaces
  const [tenant] = workspace?.tenants ?? []
  const scope = { workspaceId: workspace?.id ?? '', tenantId: tenant?.id ?? '' }
  const reached = new Map<string, string[]>()
  for (const table of climber.tables) {
    for (const operation of operations) {
      const attempt = { role: 'web' as const, scope, realm: '' as const, table, operation, aim: 0, everywhere: true }
      const { seen, changed } = await climber.climb(attempt)
      expect(changed, `${operation} ${table}`).toEqual([])
      if (seen.length > 0) reached.set(table, [...new Set(seen.map((row) => row.tenantId ?? ''))])
    }
  }
  expect(Object.fromEntries(reached)).toEqual({
    workspace: [''],
    tenant: [tenant?.id],
    runtime: [tenant?.id],
    incident: [tenant?.id],
    usage_day: [tenant?.id],
    approval: [tenant?.id],
    runtime_status: [tenant?.id],
  })
})
