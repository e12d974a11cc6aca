import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Prisma } from '@/generated/prisma/client'
import { declaredGrants, type TableGrants } from './grants'
import { processRoles, roleName } from './roles'
import {
  mayCreateTables,
  readDefinerFunctions,
  readGrants,
  readPolicies,
  readRelations,
  readRoles,
} from './testing/read-catalogue'
import { createTestDatabase, type TestDatabase } from './testing/test-database'

let database: TestDatabase
let admin: Client
beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.close()
})

it('the Prisma schema and the migrations name the same tables and columns', async () => {
  const owner = database.connect('owner')
  for (const model of Object.values(Prisma.ModelName)) {
    const name = (model.charAt(0).toLowerCase() + model.slice(1)) as 'tenant'
    await expect(owner[name].findMany({ take: 1 }), model).resolves.toEqual([])
  }
})

it('every table has row-level security, enabled and forced, and at least one policy', async () => {
  const relations = await readRelations(admin)
  expect(relations.length).toBeGreaterThan(20)
  for (const { name, kind, enabled, forced, policies } of relations) {
    // A view would show its owner's rows; if one is ever needed, it must be a security_invoker one, and listed here.
    expect({ name, kind, enabled, forced }).toEqual({ name, kind: 'r', enabled: true, forced: true })
    expect(policies, `${name} has a policy`).toBeGreaterThan(0)
  }
})

it('every grant is declared, and every declared grant is there', async () => {
  const declared = processRoles.flatMap((role) =>
    Object.entries(declaredGrants[role]).flatMap(([table, grants]) => grantLines(roleName(role), table, grants)),
  )
  expect(await readGrants(admin)).toEqual(declared.sort())
})

function grantLines(role: string, table: string, grants: TableGrants): string[] {
  const { delete: mayDelete, ...byColumn } = grants
  const lines = Object.entries(byColumn).flatMap(([privilege, columns]) => {
    const words = `${role} ${privilege.toUpperCase()} ${table}`
    return columns === 'all' ? [words] : columns.map((column) => `${words}(${column})`)
  })
  return mayDelete === true ? [...lines, `${role} DELETE ${table}`] : lines
}

it('every policy is for one role that the table is granted to, never for everybody', async () => {
  for (const { table, name, roles } of await readPolicies(admin)) {
    const known = ['bulkhead_owner', ...processRoles.filter((role) => table in declaredGrants[role]).map(roleName)]
    expect(roles, `${name} on ${table}`).toHaveLength(1)
    expect(known, `${name} on ${table}`).toContain(roles[0])
  }
})

it('no role can bypass the walls, and no process owns a table', async () => {
  const roles = await readRoles(admin)
  expect(roles.map((role) => role.name)).toEqual([...processRoles, 'owner' as const].map(roleName).sort())
  for (const { name, powers, memberOf, owns } of roles) {
    expect({ name, powers, memberOf }).toEqual({ name, powers: [], memberOf: [] })
    if (name === 'bulkhead_owner') continue
    expect(owns, name).toEqual([])
    expect(await mayCreateTables(admin, name), name).toBe(false)
  }
})

it('no function runs with its owner’s rights', async () => {
  expect(await readDefinerFunctions(admin)).toEqual([])
})

it('the owner is subject to the walls too', async () => {
  await admin.query(`INSERT INTO workspace (slug, name) VALUES ('walled', 'Walled')`)
  expect(await database.connect('owner').workspace.count()).toBe(0)
})
