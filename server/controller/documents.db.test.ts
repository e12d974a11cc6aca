import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { RuntimeStatus } from '@/domain/runtime/door-messages'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import type { SeededTenant } from './testing/seed-fleet'
import { createTestFleet, type TestFleet } from './testing/test-fleet'

let database: TestDatabase
let fleet: TestFleet
let tenant: SeededTenant
let neighbour: SeededTenant
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fleet = await createTestFleet(database)
  await fleet.publish(1, searching('manuals'))
  const [one, other] = await fleet.addTenants(2, 1)
  if (one === undefined || other === undefined) throw new Error('no tenants')
  tenant = one
  neighbour = other
  await fleet.startController()
  await fleet.untilReady([tenant, neighbour], 1)
})
afterEach(() => fleet.close())

const searching = (collection: string) => (document: BlueprintDocument) => {
  const config = { collection, query: '{{ input.content }}', limit: 5 }
  document.blocks.search = { kind: 'search-documents', label: 'Search', config }
  document.edges = {}
  for (const [from, to] of [
    ['chat', 'search'],
    ['search', 'answer'],
  ] as const) {
    document.edges[`${from}.out>${to}.in`] = { from: { block: from, port: 'out' }, to: { block: to, port: 'in' } }
  }
}

const say = (to: SeededTenant, status: Partial<RuntimeStatus>) =>
  fleet.programs.get(to.runtimeId)?.say({
    type: 'status',
    status: { wakeAt: null, running: 0, waiting: 0, draining: [], ...status },
  })
const untilKnown = (of: SeededTenant, running: number, key: string | null) =>
  waitFor(`the status ${running} of ${of.slug}`, async () => {
    const rows = await fleet.query<{ running: number; documents_key: string | null }>(
      'SELECT running, documents_key FROM runtime_status WHERE tenant_id = $1',
      [of.id],
    )
    const [row] = rows
    if (row?.running !== running) return false
    expect(row.documents_key).toBe(key)
    return true
  })

it('the key to its documents is kept as a runtime says it last, and goes with a runtime that has none', async () => {
  const key = 'a-key_of-43-characters'.padEnd(43, 'x')
  say(tenant, { running: 1, documentsKey: key })
  say(neighbour, { running: 1 })
  await untilKnown(tenant, 1, key)
  await untilKnown(neighbour, 1, null)
  say(tenant, { running: 2, documentsKey: `new-${key}` })
  await untilKnown(tenant, 2, `new-${key}`)
  say(tenant, { running: 3 })
  await untilKnown(tenant, 3, null)
})

it('what is no key is kept by nobody, and holds up no neighbour’s word', async () => {
  say(tenant, { running: 1, documentsKey: `\u0000${'x'.repeat(40)}` })
  say(neighbour, { running: 1, documentsKey: 'y'.repeat(43) })
  await untilKnown(tenant, 1, null)
  await untilKnown(neighbour, 1, 'y'.repeat(43))
})

it('which collections are searched follows the version that a tenant is to run', async () => {
  const collections = async () =>
    (await fleet.query('SELECT document_collections AS names FROM runtime ORDER BY tenant_id')).map(
      ({ names }) => names,
    )
  expect(await collections()).toEqual([['manuals'], ['manuals']])
  await fleet.publish(2, searching('contracts'))
  await fleet.untilFinished((await fleet.rollOut(2)).number)
  expect(await collections()).toEqual([['contracts'], ['contracts']])
  await fleet.publish(3)
  await fleet.untilFinished((await fleet.rollOut(3)).number)
  expect(await collections()).toEqual([[], []])
})
