import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApi, type Session, type TestApi } from '@/server/api/testing/test-api'
import { previewsAtOnce } from './preview-tenant'

const workspace = 'acme'
let api: TestApi
let admin: Client
let owner: Session
let blueprintId: string
let document: object

beforeAll(async () => {
  api = await createTestApi()
  admin = new Client({ connectionString: api.database.adminUrl })
  await admin.connect()
  owner = await api.createWorkspace(workspace)
  const { client } = owner
  blueprintId = (await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })).id
  document = (await client.blueprint.get.query({ workspace, id: blueprintId })).draft.document
  await client.preview.tryDraft.mutate({ workspace, blueprintId, document })
})
afterAll(async () => {
  await admin.end()
  await api.close()
})

const member = async (role: 'builder' | 'operator' | 'customer', tenant?: string) => {
  const email = `${role}@acme.test`
  await owner.client.workspace.addMember.mutate({ workspace, email, name: role, role, ...(tenant ? { tenant } : {}) })
  return api.signIn(email)
}
const previewSlug = async () =>
  (await admin.query<{ slug: string }>(`SELECT slug FROM tenant WHERE kind = 'preview'`)).rows[0]?.slug ?? ''

describe('a preview', () => {
  it('is one for a blueprint, with a key of its own and an address that nobody guesses', async () => {
    await Promise.all([1, 2].map(() => owner.client.preview.tryDraft.mutate({ workspace, blueprintId, document })))
    const { rows } = await admin.query(
      `SELECT t.slug, k.wrapped_key IS NOT NULL AS keyed FROM tenant t JOIN tenant_key k ON k.tenant_id = t.id
       WHERE t.kind = 'preview'`,
    )
    expect(rows).toEqual([{ slug: expect.stringMatching(/^preview-[0-9a-f]{24}$/), keyed: true }])
    expect((await admin.query('SELECT 1 FROM preview_draft')).rows).toHaveLength(1)
  })

  it('stands in no list and no count, and cannot be opened as a tenant', async () => {
    const { client } = owner
    expect(await client.tenant.list.query({ workspace })).toEqual([])
    expect(await client.workspace.get.query({ workspace })).toMatchObject({ counts: { tenants: 0 } })
    expect(await client.blueprint.list.query({ workspace })).toMatchObject([{ tenantCount: 0 }])
    expect((await client.blueprint.get.query({ workspace, id: blueprintId })).tenantCount).toBe(0)
    const slug = await previewSlug()
    await expect(client.tenant.get.query({ workspace, slug })).rejects.toThrow(/There is no tenant/)
    await expect(client.tenant.delete.mutate({ workspace, slug, confirm: slug })).rejects.toThrow(/There is no tenant/)
    await expect(member('customer', slug)).rejects.toThrow(/There is no tenant/)
  })

  it('does not keep its blueprint from being rolled out to nobody, or from being put away', async () => {
    const { client } = owner
    const { id } = await client.blueprint.create.mutate({ workspace, name: 'Other', starter: 'support-desk' })
    const draft = (await client.blueprint.get.query({ workspace, id })).draft
    await client.preview.tryDraft.mutate({ workspace, blueprintId: id, document: draft.document })
    await client.version.publish.mutate({
      workspace,
      blueprintId: id,
      revision: draft.revision,
      message: 'First',
      rollOut: false,
    })
    const plan = await client.rollout.plan.query({ workspace, blueprintId: id, version: 1, kind: 'version' })
    expect(plan.tenants).toEqual([])
    await client.blueprint.archive.mutate({ workspace, id })
    await expect(
      client.preview.tryDraft.mutate({ workspace, blueprintId: id, document: draft.document }),
    ).rejects.toThrow(/archived/)
  })

  it('has connections of its own, entered for the test', async () => {
    const slug = await previewSlug()
    const { connection } = owner.client
    const values = { token: 'xoxb-1-2-3' }
    await connection.save.mutate({ workspace, slug, skill: 'slack', values })
    const { connections } = await connection.list.query({ workspace, slug })
    expect(connections).toMatchObject([{ skill: 'slack' }])
    const other = await api.createWorkspace('initech')
    await expect(other.client.connection.list.query({ workspace: 'initech', slug })).rejects.toThrow(
      /There is no tenant/,
    )
  })

  it('takes no address that a customer could have', async () => {
    const make = owner.client.tenant.create.mutate({ workspace, name: 'X', slug: 'preview-x', blueprintId })
    await expect(make).rejects.toThrow(/must not start with/)
  })
})

it('a workspace has so many previews at once, and the one that was not used for longest gives way', async () => {
  const many = await api.createWorkspace('umbrella')
  const { client } = many
  const ids: string[] = []
  for (let index = 0; index <= previewsAtOnce; index += 1) {
    const { id } = await client.blueprint.create.mutate({
      workspace: 'umbrella',
      name: `B${index}`,
      starter: 'support-desk',
    })
    await client.preview.tryDraft.mutate({ workspace: 'umbrella', blueprintId: id, document })
    ids.push(id)
  }
  const there = await Promise.all(ids.map((id) => client.preview.get.query({ workspace: 'umbrella', blueprintId: id })))
  expect(there.map((preview) => preview !== null)).toEqual([false, ...ids.slice(1).map(() => true)])
  expect(await owner.client.preview.get.query({ workspace, blueprintId })).not.toBeNull()
})

describe('who may test', () => {
  it('owners and builders, who are told the key; operators and customers are not', async () => {
    await owner.client.tenant.create.mutate({ workspace, name: 'Shop', slug: 'shop', blueprintId })
    await admin.query(
      `INSERT INTO runtime_status (tenant_id, workspace_id, running, waiting, draining, status_at, preview_key)
       SELECT id, workspace_id, 0, 0, '[]', now(), 'the-key-of-this-preview' FROM tenant WHERE slug = $1`,
      [await previewSlug()],
    )
    const builder = await member('builder')
    expect(await builder.client.preview.get.query({ workspace, blueprintId })).toMatchObject({
      key: 'the-key-of-this-preview',
      ready: false,
    })
    for (const person of [await member('operator'), await member('customer', 'shop')]) {
      const { preview } = person.client
      await expect(preview.get.query({ workspace, blueprintId })).rejects.toThrow(/role/)
      await expect(preview.tryDraft.mutate({ workspace, blueprintId, document })).rejects.toThrow(/role/)
    }
  })

  it('another workspace finds nothing', async () => {
    const other = await api.createWorkspace('globex')
    const { preview } = other.client
    await expect(preview.get.query({ workspace: 'globex', blueprintId })).rejects.toThrow(/no such blueprint/)
    await expect(preview.tryDraft.mutate({ workspace: 'globex', blueprintId, document })).rejects.toThrow(
      /no such blueprint/,
    )
  })
})

describe('a drawing that cannot run', () => {
  it('is refused with its problems, and nothing starts', async () => {
    const { client } = owner
    const { id } = await client.blueprint.create.mutate({ workspace, name: 'Broken', starter: 'support-desk' })
    const broken = { ...document, edges: {} }
    await expect(
      client.preview.tryDraft.mutate({ workspace, blueprintId: id, document: broken }),
    ).rejects.toMatchObject({ data: { code: 'lint-failed', details: { problems: expect.any(Array) } } })
    expect(await client.preview.get.query({ workspace, blueprintId: id })).toBeNull()
  })

  it('is refused when a slot has no value, which can be given with the test', async () => {
    const { client } = owner
    const { id } = await client.blueprint.create.mutate({ workspace, name: 'Slots', starter: 'support-desk' })
    const own = (document as { slots: object }).slots
    const slots = { ...own, shop_name: { type: 'text', label: 'Shop', owner: 'tenant', required: true } }
    const filled = { ...document, slots }
    const attempt = (slotValues?: Record<string, string>) =>
      client.preview.tryDraft.mutate({
        workspace,
        blueprintId: id,
        document: filled,
        ...(slotValues && { slotValues }),
      })
    await expect(attempt()).rejects.toMatchObject({ data: { code: 'bad-input' } })
    await attempt({ shop_name: 'Corner' })
    await attempt()
    expect(await client.preview.get.query({ workspace, blueprintId: id })).toMatchObject({
      slotValues: { shop_name: 'Corner' },
    })
  })
})
