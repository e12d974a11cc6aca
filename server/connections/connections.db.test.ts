import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'
import { createBroker } from '../broker/broker'
import { createDoorsFolder } from '../doors/testing/doors-folder'
import { waitFor } from '../doors/testing/wait-for'
import { parseAllowList } from '../egress/allow-list'
import { createLogger } from '../log'
import { type HttpServer, startHttpServer } from '../skills/testing/skill-bench'
import { connectionContext, open, sealedValueSchema, tenantSecretContext } from '../vault/envelope'

const workspace = 'acme'
const slug = 'shop'
const at = { workspace, slug }
let api: TestApi
let admin: Client
let client: ApiClient
let stranger: ApiClient
let blueprintId: string
let tenantId: string

beforeAll(async () => {
  api = await createTestApi()
  admin = new Client({ connectionString: api.database.adminUrl })
  await admin.connect()
  client = (await api.createWorkspace(workspace)).client
  stranger = (await api.createWorkspace('globex')).client
  blueprintId = (await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })).id
  const { document, layout } = (await client.blueprint.get.query({ workspace, id: blueprintId })).draft
  const token = { type: 'secret', label: 'API key', owner: 'tenant', required: true } as const
  const send = { kind: 'send', label: 'Mail', config: { skill: 'email', action: 'send', inputs: {} } }
  const saved = {
    ...document,
    slots: { token },
    blocks: { ...document.blocks, mail: send },
  }
  await client.blueprint.saveDraft.mutate({ workspace, id: blueprintId, document: saved, layout, revision: 1 })
  await client.tenant.create.mutate({ workspace, name: 'Shop', slug, blueprintId })
  tenantId = (await client.tenant.get.query(at)).id
})
afterAll(async () => {
  await admin.end()
  await api.close()
})
beforeEach(async () => {
  await admin.query('DELETE FROM connection')
  await admin.query('DELETE FROM tenant_secret')
})

const rowOf = async (sql: string) => (await admin.query(sql, [tenantId])).rows[0]
const slack = { token: 'xoxb-very-secret' }
const failure = (code: string) => ({ data: expect.objectContaining({ code }) })

describe('a connection', () => {
  it('is sealed: no answer and no column holds its secret, and the broker’s key alone opens it', async () => {
    await client.connection.save.mutate({
      ...at,
      skill: 'slack',
      values: { ...slack, apiUrl: 'https://slack.test/api' },
    })
    const list = await client.connection.list.query(at)
    expect(list.connections).toMatchObject([
      { skill: 'slack', fields: { apiUrl: 'https://slack.test/api' }, secrets: ['token'], check: { state: 'pending' } },
    ])
    const row = await rowOf('SELECT * FROM connection WHERE tenant_id = $1')
    expect(JSON.stringify([list, row])).not.toContain('xoxb')
    const sealed = sealedValueSchema.parse(row.sealed_secrets)
    expect(JSON.parse(await open(api.keyProvider, sealed, connectionContext(tenantId, 'slack')))).toEqual(slack)
    await expect(open(api.keyProvider, sealed, connectionContext(tenantId, 'email'))).rejects.toMatchObject({
      code: 'data-corrupt',
    })
  })

  it('is written whole: without its secret nothing of it can be changed', async () => {
    await client.connection.save.mutate({ ...at, skill: 'slack', values: slack })
    const attempt = client.connection.save.mutate({ ...at, skill: 'slack', values: { apiUrl: 'https://evil.test' } })
    await expect(attempt).rejects.toMatchObject(failure('bad-input'))
    expect((await client.connection.list.query(at)).connections[0]?.fields).toEqual({})
  })

  it('can be removed, once', async () => {
    await client.connection.save.mutate({ ...at, skill: 'slack', values: slack })
    await client.connection.remove.mutate({ ...at, skill: 'slack' })
    expect((await client.connection.list.query(at)).connections).toEqual([])
    await expect(client.connection.remove.mutate({ ...at, skill: 'slack' })).rejects.toMatchObject(failure('not-found'))
    await expect(client.connection.test.mutate({ ...at, skill: 'slack' })).rejects.toMatchObject(failure('not-found'))
  })

  it('says which skills the drawing has a use for', async () => {
    expect((await client.connection.list.query(at)).used).toEqual(['email'])
  })

  it.each([
    ['nonsense', {}, 'not-found'],
    ['email', { host: 'smtp.test', port: 'x', from: 'a@b.test' }, 'bad-input'],
    ['slack', { ...slack, extra: '1' }, 'bad-input'],
  ])('of %s that does not fit is refused', async (skill, values, code) => {
    await expect(client.connection.save.mutate({ ...at, skill, values })).rejects.toMatchObject(failure(code))
  })

  it('is out of reach of another workspace', async () => {
    await client.connection.save.mutate({ ...at, skill: 'slack', values: slack })
    for (const attempt of [
      () => stranger.connection.list.query({ workspace: 'globex', slug }),
      () => stranger.connection.remove.mutate({ workspace: 'globex', slug, skill: 'slack' }),
      () => stranger.connection.save.mutate({ workspace: 'globex', slug, skill: 'slack', values: slack }),
      () => stranger.tenantSecret.set.mutate({ workspace: 'globex', slug, name: 'token', value: 'x' }),
      () => stranger.connection.list.query(at),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ data: { code: expect.stringMatching(/not-found|forbidden/) } })
    }
    expect((await client.connection.list.query(at)).connections).toHaveLength(1)
  })
})

describe('a trial', () => {
  let server: HttpServer
  beforeAll(async () => {
    server = await startHttpServer()
  })
  afterAll(() => server.close())

  it('is made by the broker when it is asked for, and told with its words', async () => {
    const doors = await createDoorsFolder()
    const broker = await createBroker({
      db: api.database.connect('broker'),
      databaseUrl: api.database.url('broker'),
      doorsFolder: doors.path,
      keys: api.keyProvider,
      log: createLogger('broker', 'silent'),
      egressAllow: parseAllowList(`127.0.0.1:${server.port}`) ?? new Set(),
    })
    const told = async () => (await client.connection.list.query(at)).connections[0]?.check
    const settled = () =>
      waitFor('the trial', async () => {
        const check = await told()
        return check?.state !== 'pending' && check
      })
    const values = { ...slack, apiUrl: `${server.origin}/api` }
    try {
      server.answerJson({ ok: true, team: 'Acme', user: `bot ${slack.token}` })
      // The broker may not listen yet: whoever sees nothing asks again.
      await client.connection.save.mutate({ ...at, skill: 'slack', values })
      await waitFor('the broker listens', async () => {
        await client.connection.test.mutate({ ...at, skill: 'slack' })
        return server.received.length > 0
      })
      expect(await settled()).toMatchObject({ state: 'ok', message: 'Connected to Acme as bot [redacted].' })
      server.answerJson({ ok: false, error: 'invalid_auth' })
      await client.connection.test.mutate({ ...at, skill: 'slack' })
      await waitFor('the second trial', async () => (await told())?.state === 'failed')
      expect(await told()).toMatchObject({ message: expect.stringContaining("Check the connection's bot token") })
      await client.connection.save.mutate({ ...at, skill: 'slack', values: { ...slack, apiUrl: 'http://10.0.0.1' } })
      expect(await settled()).toMatchObject({ state: 'failed', message: expect.stringContaining('public internet') })
    } finally {
      await broker.close()
      await doors.remove()
    }
  })
})

describe('a secret', () => {
  it('never comes back: a name and a time are all there is', async () => {
    await client.tenantSecret.set.mutate({ ...at, name: 'token', value: 'first' })
    await client.tenantSecret.set.mutate({ ...at, name: 'token', value: 'second-value' })
    const list = await client.tenantSecret.list.query(at)
    expect(list).toEqual([{ name: 'token', setAt: expect.any(Date) }])
    const row = await rowOf('SELECT * FROM tenant_secret WHERE tenant_id = $1')
    expect(JSON.stringify([list, row])).not.toContain('second-value')
    const sealed = sealedValueSchema.parse(row.sealed_value)
    expect(await open(api.keyProvider, sealed, tenantSecretContext(tenantId, 'token'))).toBe('second-value')
    await client.tenantSecret.clear.mutate({ ...at, name: 'token' })
    expect(await client.tenantSecret.list.query(at)).toEqual([])
    await expect(client.tenantSecret.clear.mutate({ ...at, name: 'token' })).rejects.toMatchObject(failure('not-found'))
  })

  it.each([
    ['token', ''],
    ['token', 'two\nlines'],
    ['token', 'x'.repeat(4_001)],
    ['Token', 'x'],
    ['webhook_signing', 'whsec_short'],
    ['webhook_signing', 'no prefix'],
  ])('%s is refused with a value that cannot be used: %#', async (name, value) => {
    await expect(client.tenantSecret.set.mutate({ ...at, name, value })).rejects.toMatchObject(failure('bad-input'))
  })

  it('may be one that webhooks are signed with', async () => {
    const value = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    await client.tenantSecret.set.mutate({ ...at, name: 'webhook_signing', value })
    expect(await client.tenantSecret.list.query(at)).toMatchObject([{ name: 'webhook_signing' }])
  })

  it('given with slot values is sealed and stands in no slot value, also for a new tenant', async () => {
    await expect(client.tenant.setSlotValues.mutate({ ...at, slotValues: {} })).rejects.toMatchObject(
      failure('bad-input'),
    )
    await admin.query(`UPDATE tenant SET slot_values = '{"token": "readable"}' WHERE id = $1`, [tenantId])
    await client.tenant.setSlotValues.mutate({ ...at, slotValues: { token: 'slot-secret', other: 'kept' } })
    expect(await rowOf('SELECT slot_values FROM tenant WHERE id = $1')).toEqual({ slot_values: { other: 'kept' } })
    expect(await client.tenantSecret.list.query(at)).toMatchObject([{ name: 'token' }])
    await client.tenant.setSlotValues.mutate({ ...at, slotValues: { token: '' } })
    expect(await client.tenantSecret.list.query(at)).toMatchObject([{ name: 'token' }])

    const slotValues = { token: 'of-the-second' }
    await client.tenant.create.mutate({ workspace, name: 'Two', slug: 'second', blueprintId, slotValues })
    const { rows } = await admin.query(`SELECT slot_values FROM tenant WHERE slug = 'second'`)
    expect(rows).toEqual([{ slot_values: {} }])
    expect(await client.tenantSecret.list.query({ workspace, slug: 'second' })).toMatchObject([{ name: 'token' }])
  })
})

it('a tenant that is deleted loses connections and secrets at once', async () => {
  const gone = { workspace, slug: 'gone-soon' }
  await client.tenant.create.mutate({ workspace, name: 'Gone', slug: gone.slug, blueprintId })
  await client.connection.save.mutate({ ...gone, skill: 'slack', values: slack })
  await client.tenantSecret.set.mutate({ ...gone, name: 'token', value: 'x' })
  await client.tenant.delete.mutate({ ...gone, confirm: gone.slug })
  const { rows } = await admin.query(`
    SELECT (SELECT count(*)::int FROM connection) AS connections, (SELECT count(*)::int FROM tenant_secret) AS secrets`)
  expect(rows).toEqual([{ connections: 0, secrets: 0 }])
})
