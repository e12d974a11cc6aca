import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApi, type Session, type TestApi, testOrigin } from '@/server/api/testing/test-api'
import { inScope } from '@/server/db/scope'

const workspace = 'acme'
const keys = { one: 'key-of-one-'.padEnd(43, '1'), two: 'key-of-two-'.padEnd(43, '2') }
let api: TestApi
let admin: Client
let owner: Session
let customer: Session
const tenants: Record<string, { id: string; workspace_id: string }> = {}

beforeAll(async () => {
  api = await createTestApi()
  admin = new Client({ connectionString: api.database.adminUrl })
  await admin.connect()
  owner = await api.createWorkspace(workspace)
  const { client } = owner
  const { id: blueprintId } = await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })
  for (const slug of ['one', 'two', 'fresh']) {
    await client.tenant.create.mutate({ workspace, name: slug, slug, blueprintId })
    tenants[slug] = (await admin.query(`SELECT id, workspace_id FROM tenant WHERE slug = $1`, [slug])).rows[0]
  }
  for (const [slug, key] of Object.entries(keys)) {
    await admin.query(
      `INSERT INTO runtime_status (tenant_id, workspace_id, running, waiting, draining, status_at, documents_key)
       VALUES ($1, $2, 0, 0, '[]', now(), $3)`,
      [tenants[slug]?.id, tenants[slug]?.workspace_id, key],
    )
  }
  await admin.query(`UPDATE runtime SET document_collections = '{faq,manuals}' WHERE tenant_id = $1`, [tenants.one?.id])
  const email = 'customer@one.test'
  await client.workspace.addMember.mutate({ workspace, email, name: 'C', role: 'customer', tenant: 'one' })
  customer = await api.signIn(email)
})
afterAll(async () => {
  await admin.end()
  await api.close()
})

const read = ({ client }: Session, tenant: string) => client.tenant.documents.query({ workspace, tenant })

describe('the key to a tenant’s documents', () => {
  it('is for the team, with the tenant’s own address and what its version searches', async () => {
    expect(await read(owner, 'one')).toEqual({
      slug: 'one',
      url: 'http://one.localhost:4380',
      key: keys.one,
      collections: ['faq', 'manuals'],
      searched: true,
    })
    expect(await read(owner, 'two')).toMatchObject({ key: keys.two, collections: ['documents'], searched: false })
  })

  it('is none before the runtime has said one', async () => {
    expect(await read(owner, 'fresh')).toMatchObject({ key: null, searched: false })
  })

  it('is for a customer that of their own tenant, and never a neighbour’s', async () => {
    expect(await read(customer, 'one')).toMatchObject({ key: keys.one, collections: ['faq', 'manuals'] })
    for (const tenant of ['two', 'fresh', 'nowhere']) {
      await expect(read(customer, tenant)).rejects.toMatchObject({ data: { code: 'not-found' } })
    }
    const stranger = await api.createWorkspace('other')
    await expect(read(stranger, 'one')).rejects.toMatchObject({ data: { code: 'not-found' } })
  })

  it('is not even there for a customer’s transaction, whatever it asks the database', async () => {
    const { id: tenantId = '', workspace_id: workspaceId = '' } = tenants.one ?? {}
    const seen = await inScope(api.services.db, { workspaceId, tenantId }, (tx) =>
      tx.runtimeStatus.findMany({ select: { documentsKey: true } }),
    )
    expect(seen).toEqual([{ documentsKey: keys.one }])
  })

  it('leaves in no other answer, and this one is kept nowhere', async () => {
    const { client } = owner
    const answers = await Promise.all([
      client.tenant.list.query({ workspace }),
      client.tenant.get.query({ workspace, slug: 'one' }),
      client.portal.get.query({ workspace, tenant: 'one' }),
      customer.client.portal.get.query({ workspace, tenant: 'one' }),
    ])
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain('key-of-')
    const input = encodeURIComponent(JSON.stringify({ json: { workspace, tenant: 'one' } }))
    const response = await api.handle(
      new Request(`${testOrigin}/api/trpc/tenant.documents?input=${input}`, {
        headers: { origin: testOrigin, cookie: customer.cookie },
      }),
    )
    expect(await response.text()).toContain(keys.one)
    expect(response.headers.get('cache-control')).toMatch(/no-store/)
  })

  it('cannot be read back by the controller, which hands it on, nor by the broker and the gateway', async () => {
    const { id: tenantId = '', workspace_id: workspaceId = '' } = tenants.one ?? {}
    for (const role of ['controller', 'broker', 'gateway'] as const) {
      const database = api.database.connect(role)
      const attempt = inScope(database, { workspaceId, tenantId }, (tx) =>
        tx.$queryRawUnsafe('SELECT documents_key FROM runtime_status'),
      )
      await expect(attempt, role).rejects.toThrow(/permission denied/)
    }
  })
})
