import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'

const workspace = 'acme'
const slotValues = { company: 'Shop', tone: 'friendly', support_email: 'help@shop.test' }
let api: TestApi
let admin: Client
let client: ApiClient
let blueprintId: string

beforeAll(async () => {
  api = await createTestApi()
  admin = new Client({ connectionString: api.database.adminUrl })
  await admin.connect()
  client = (await api.createWorkspace(workspace)).client
  blueprintId = (await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })).id
  const { document, layout } = (await client.blueprint.get.query({ workspace, id: blueprintId })).draft
  const company = { type: 'text', label: 'Company', owner: 'tenant', required: true } as const
  const saved = { ...document, slots: { ...document.slots, company } }
  await client.blueprint.saveDraft.mutate({ workspace, id: blueprintId, document: saved, layout, revision: 1 })
  await client.version.publish.mutate({ workspace, blueprintId, revision: 2, message: 'First', rollOut: false })
})
afterAll(async () => {
  await admin.end()
  await api.close()
})

const create = (slug: string, values: Record<string, string | number | boolean> = slotValues) =>
  client.tenant.create.mutate({ workspace, name: slug, slug, blueprintId, slotValues: values })

async function rowsOf(sql: string, slug: string) {
  return (await admin.query(`SELECT x.* FROM tenant t JOIN LATERAL (${sql}) x ON true WHERE t.slug = $1`, [slug])).rows
}

async function countRows() {
  const tables = ['tenant', 'tenant_key', 'runtime', 'strand']
  const counts = tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`)
  return (await admin.query(`SELECT ${counts.join(', ')}`)).rows[0]
}

describe('a new tenant', () => {
  it('has its own key, a runtime that is to run the latest version, and a strand that will see to it', async () => {
    await create('first-shop')
    const [key] = await rowsOf('SELECT * FROM tenant_key k WHERE k.tenant_id = t.id', 'first-shop')
    expect(key.key_encryption_key).toBe(api.keyProvider.id)
    expect(await api.keyProvider.unwrap(key.wrapped_key)).toHaveLength(32)
    const strands = await rowsOf(
      'SELECT s.label, s.machine, s.tenant_id FROM strand s JOIN runtime r ON r.id = s.subject_id WHERE r.tenant_id = t.id',
      'first-shop',
    )
    expect(strands).toMatchObject([{ label: 'start', machine: 'runtime-lifecycle' }])
    expect(await client.tenant.get.query({ workspace, slug: 'first-shop' })).toMatchObject({
      url: 'http://first-shop.localhost:4380',
      phase: 'pending',
      version: null,
      desiredVersion: 1,
      engine: 'docker',
      removing: false,
      settled: false,
      guards: null,
      slotValues,
      slots: { company: { type: 'text' } },
    })
  })

  it('two have different keys', async () => {
    await create('key-one')
    await create('key-two')
    const keys = await Promise.all(
      ['key-one', 'key-two'].map(async (slug) => {
        const [key] = await rowsOf('SELECT * FROM tenant_key k WHERE k.tenant_id = t.id', slug)
        return (await api.keyProvider.unwrap(key.wrapped_key)).toString('hex')
      }),
    )
    expect(keys[0]).not.toBe(keys[1])
  })

  it('does not take a slug that another one has, in whatever workspace, and leaves nothing behind', async () => {
    await create('taken-name')
    const { client: other } = await api.createWorkspace('globex')
    const { id } = await other.blueprint.create.mutate({ workspace: 'globex', name: 'B' })
    const attempt = other.tenant.create.mutate({ workspace: 'globex', name: 'T', slug: 'taken-name', blueprintId: id })
    await expect(attempt).rejects.toMatchObject({
      data: { code: 'slug-taken', httpStatus: 409, details: { problems: [{ path: 'slug' }] } },
    })
    await expect(attempt).rejects.not.toThrow(/acme/)
    expect(await other.tenant.list.query({ workspace: 'globex' })).toEqual([])
  })

  it.each([
    ['www', 'slug-reserved', 'is reserved'],
    ['Shop', 'bad-input', 'a-z'],
    ['a', 'bad-input', 'at least 3'],
    ['-shop', 'bad-input', 'start with a letter'],
    ['shop--two', 'bad-input', 'single hyphens'],
    ['schönes-büro', 'bad-input', 'a-z'],
    ["x'; drop table tenant", 'bad-input', 'a-z'],
    ['shop.two', 'bad-input', 'a-z'],
    ['shop-', 'bad-input', 'a-z'],
    ['shop\u0000', 'bad-input', 'a-z'],
    ['shop\n', 'bad-input', 'a-z'],
    ['xn--shop', 'bad-input', 'single hyphens'],
    ['a'.repeat(41), 'bad-input', 'at most 40'],
  ])('does not take the slug “%s”, and leaves nothing behind', async (slug, code, words) => {
    const before = await countRows()
    await expect(create(slug)).rejects.toMatchObject({ data: { code, message: expect.stringContaining(words) } })
    expect(await countRows()).toEqual(before)
  })

  it('without a required slot value is refused, naming the slot', async () => {
    await expect(create('no-company', {})).rejects.toMatchObject({
      data: { code: 'bad-input', details: { problems: [expect.objectContaining({ path: 'slotValues.company' })] } },
    })
    await expect(client.tenant.get.query({ workspace, slug: 'no-company' })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
  })
})

describe('slot values', () => {
  it('that change start a rollout to this tenant alone; the same ones start none', async () => {
    await create('slot-shop')
    await create('slot-neighbour')
    const values = { ...slotValues, company: 'New name' }
    const { rollout } = await client.tenant.setSlotValues.mutate({ workspace, slug: 'slot-shop', slotValues: values })
    const { targets, version } = await client.rollout.get.query({ workspace, number: rollout?.number ?? 0 })
    expect({ version, slugs: targets.map((target) => target.tenant.slug) }).toEqual({
      version: 1,
      slugs: ['slot-shop'],
    })
    expect((await client.tenant.get.query({ workspace, slug: 'slot-shop' })).slotValues).toEqual(values)
    const again = await client.tenant.setSlotValues.mutate({ workspace, slug: 'slot-shop', slotValues: values })
    expect(again).toEqual({ rollout: null })
  })

  it('that do not fit are refused and the old ones stay', async () => {
    await create('strict-shop')
    const wrong = { ...slotValues, company: 7 }
    await expect(
      client.tenant.setSlotValues.mutate({ workspace, slug: 'strict-shop', slotValues: wrong }),
    ).rejects.toMatchObject({ data: { code: 'bad-input' } })
    expect((await client.tenant.get.query({ workspace, slug: 'strict-shop' })).slotValues).toEqual(slotValues)
  })
})

describe('deleting', () => {
  it('destroys the key at once and asks for the runtime to be removed', async () => {
    await create('doomed')
    await admin.query(`UPDATE strand SET wake_at = now() + interval '1 day'`)
    await client.tenant.delete.mutate({ workspace, slug: 'doomed', confirm: 'doomed' })
    expect(await rowsOf('SELECT * FROM tenant_key k WHERE k.tenant_id = t.id', 'doomed')).toEqual([])
    expect(await rowsOf('SELECT * FROM runtime r WHERE r.tenant_id = t.id', 'doomed')).toMatchObject([
      { desired_state: 'removed', desired_generation: 2 },
    ])
    const [strand] = await rowsOf('SELECT s.wake_at <= now() AS due FROM strand s WHERE s.tenant_id = t.id', 'doomed')
    expect(strand).toEqual({ due: true })
    expect(await client.tenant.get.query({ workspace, slug: 'doomed' })).toMatchObject({ removing: true })
    await expect(client.tenant.restart.mutate({ workspace, slug: 'doomed' })).rejects.toThrow(/being deleted/)
  })

  it('needs the slug typed', async () => {
    await create('careful')
    await expect(
      client.tenant.delete.mutate({ workspace, slug: 'careful', confirm: 'carefull' }),
    ).rejects.toMatchObject({ data: { code: 'bad-input', details: { problems: [{ path: 'confirm' }] } } })
    expect(await client.tenant.get.query({ workspace, slug: 'careful' })).toMatchObject({ removing: false })
  })
})

it('usage adds up the month and shows the last thirty days', async () => {
  await create('counted')
  const [{ id, workspace_id }] = (await admin.query(`SELECT * FROM tenant WHERE slug = 'counted'`)).rows
  await admin.query(
    `INSERT INTO usage_day (tenant_id, workspace_id, day, requests, turns, input_tokens) VALUES
      ($1, $2, (now() AT TIME ZONE 'utc')::date, 3, 2, 5000000000),
      ($1, $2, (now() AT TIME ZONE 'utc')::date - 90, 100, 100, 100)`,
    [id, workspace_id],
  )
  const usage = await client.tenant.usage.query({ workspace, slug: 'counted' })
  expect(usage.days).toMatchObject([{ day: new Date().toISOString().slice(0, 10), requests: 3 }])
  expect(usage.month).toMatchObject({ requests: 3, turns: 2, inputTokens: 5_000_000_000, costUsd: null })
})

it('what a runtime has in hand is on its tenant’s page, and cost once it is known; not on the customer’s', async () => {
  await create('busy')
  const tenant = () => client.tenant.get.query({ workspace, slug: 'busy' })
  expect((await tenant()).status).toBe(null)
  const [{ id, workspace_id }] = (await admin.query(`SELECT * FROM tenant WHERE slug = 'busy'`)).rows
  const until = '2999-01-01T00:00:00.000Z'
  await admin.query(
    `INSERT INTO runtime_status (tenant_id, workspace_id, wake_at, running, waiting, draining, status_at)
     VALUES ($1, $2, '2999-01-01', 1, 2, $3, now())`,
    [id, workspace_id, JSON.stringify([{ version: 3, sessions: 2, runs: 0, until }])],
  )
  expect((await tenant()).status).toMatchObject({
    wakeAt: new Date(until),
    running: 1,
    waiting: 2,
    draining: [{ version: 3, sessions: 2, runs: 0, until: new Date(until) }],
  })
  await admin.query(
    `INSERT INTO usage_day (tenant_id, workspace_id, day, steps, cost_usd)
     VALUES ($1, $2, (now() AT TIME ZONE 'utc')::date, 12, 0.5)`,
    [id, workspace_id],
  )
  const { month } = await client.tenant.usage.query({ workspace, slug: 'busy' })
  expect(month).toMatchObject({ steps: 12, costUsd: 0.5 })
  const portal = await client.portal.get.query({ workspace, tenant: 'busy' })
  expect(portal.usage.month.costUsd).toBe(null)
  expect(portal.usage.days.map(({ costUsd }) => costUsd)).toEqual([null])
})

describe('a customer', () => {
  it('sees the portal of their tenant, and of no other', async () => {
    await create('portal-one')
    await create('portal-two')
    const email = 'customer@portal.test'
    await client.workspace.addMember.mutate({ workspace, email, name: 'C', role: 'customer', tenant: 'portal-one' })
    const { client: customer } = await api.signIn(email)
    expect((await customer.account.me.query()).memberships).toEqual([
      {
        role: 'customer',
        workspace: { slug: 'acme', name: 'ACME' },
        tenant: { slug: 'portal-one', name: 'portal-one' },
      },
    ])
    expect(await customer.portal.get.query({ workspace, tenant: 'portal-one' })).toMatchObject({
      name: 'portal-one',
      url: 'http://portal-one.localhost:4380',
      phase: 'pending',
      sealed: true,
    })
    await expect(customer.portal.get.query({ workspace, tenant: 'portal-two' })).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
  })

  it('of two tenants sees both', async () => {
    const email = 'both@portal.test'
    for (const slug of ['both-one', 'both-two']) {
      await create(slug)
      await client.workspace.addMember.mutate({ workspace, email, name: 'B', role: 'customer', tenant: slug })
    }
    const { client: customer } = await api.signIn(email)
    for (const tenant of ['both-one', 'both-two']) {
      expect((await customer.portal.get.query({ workspace, tenant })).slug).toBe(tenant)
    }
    await expect(customer.tenant.list.query({ workspace })).rejects.toMatchObject({ data: { code: 'forbidden' } })
  })
})
