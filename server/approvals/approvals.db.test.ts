import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApi, type Session, type TestApi } from '../api/testing/test-api'
import { openApproval } from '../controller/testing/open-approval'
import { inScope } from '../db/scope'
import { connectSql } from '../db/sql-database'
import { recordApprovals } from './record-approvals'

const workspace = 'acme'
let api: TestApi
let admin: Client
let owner: Session
let operator: Session
let customer: Session
let workspaceId: string
beforeAll(async () => {
  api = await createTestApi()
  admin = new Client({ connectionString: api.database.adminUrl })
  await admin.connect()
  const created = await api.createWorkspace(workspace)
  owner = created
  workspaceId = created.workspaceId
  const { client } = owner
  const { id } = await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })
  for (const slug of ['shop', 'cafe']) {
    await client.tenant.create.mutate({ workspace, name: slug, slug, blueprintId: id })
  }
  const add = async (email: string, role: 'operator' | 'customer', tenant?: string) => {
    await client.workspace.addMember.mutate({ workspace, email, name: email, role, ...(tenant && { tenant }) })
    return api.signIn(email)
  }
  operator = await add('otto@acme.test', 'operator')
  customer = await add('carla@shop.test', 'customer', 'shop')
})
afterAll(async () => {
  await admin.end()
  await api.close()
})
beforeEach(() => admin.query('DELETE FROM approval'))

/** As the controller keeps what the tenant's runtime asks. */
async function ask(slug: string, change: Parameters<typeof openApproval>[0] = {}) {
  const question = openApproval(change)
  const { rows } = await admin.query<{ runtimeId: string; tenantId: string }>(
    `SELECT r.id AS "runtimeId", t.id AS "tenantId" FROM runtime r JOIN tenant t ON t.id = r.tenant_id WHERE t.slug = $1`,
    [slug],
  )
  const [found] = rows
  if (found === undefined) throw new Error(`no tenant ${slug}`)
  const db = connectSql(api.database.url('controller'), { onConnectionLost: () => undefined })
  const owner = { workspaceId, tenantId: found.tenantId }
  await db.inScope({ workspaceId }, (tx) =>
    recordApprovals(tx, [{ runtimeId: found.runtimeId, owner, open: [question] }]),
  )
  await db.close()
  return question
}

const list = (session: Session, show: 'open' | 'decided' = 'open', whose: 'mine' | 'all' = 'mine') =>
  session.client.approval.list.query({ workspace, show, whose })
const decide = (session: Session, tenant: string, id: string, decision: 'approve' | 'deny' = 'approve', note = '') =>
  session.client.approval.decide.mutate({ workspace, tenant, id, decision, note })
const refusal = (code: string, words: RegExp) => ({
  message: expect.stringMatching(words),
  data: expect.objectContaining({ code }),
})

it('where nobody is named, the whole team sees it with its key, and one of them decides for all', async () => {
  const { id } = await ask('shop')
  expect(await list(owner)).toMatchObject([
    {
      id,
      tenant: { slug: 'shop', url: 'http://shop.localhost:4380' },
      state: 'open',
      mayDecide: true,
      viewKey: 'a-key-of-22-characters',
      delivery: null,
    },
  ])
  expect(await operator.client.approval.count.query({ workspace })).toBe(1)
  await decide(operator, 'shop', id, 'deny', 'Too much.')
  expect(await owner.client.approval.count.query({ workspace })).toBe(0)
  expect(await list(owner, 'decided', 'all')).toMatchObject([
    { id, state: 'denied', decidedBy: 'otto@acme.test', note: 'Too much.', delivery: 'waiting' },
  ])
})

it('a decision is final: the second one is told who decided', async () => {
  const { id } = await ask('shop')
  const both = await Promise.allSettled([decide(owner, 'shop', id), decide(operator, 'shop', id, 'deny')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [first] = await list(owner, 'decided', 'all')
  const refused = both.find((one) => one.status === 'rejected')
  expect(refused?.reason).toMatchObject({
    data: { code: 'conflict', details: { state: first?.state, decidedBy: first?.decidedBy } },
  })
  await expect(decide(owner, 'shop', id, 'approve')).rejects.toMatchObject(refusal('conflict', /A decision is final/))
})

it('past its deadline nothing can be decided, whether the runtime is there or not', async () => {
  const { id } = await ask('shop', { deadlineAt: new Date(Date.now() - 1_000).toISOString() })
  await expect(decide(owner, 'shop', id)).rejects.toMatchObject(refusal('conflict', /deadline has passed/))
  expect(await list(owner)).toEqual([])
  expect(await list(owner, 'decided', 'all')).toMatchObject([{ id, state: 'expired', decidedBy: null }])
})

it('who is not named sees that somebody is asked, without the key, and cannot decide', async () => {
  const { id } = await ask('shop', { people: ['Otto@Acme.test '] })
  expect(await list(owner)).toEqual([])
  expect(await list(owner, 'open', 'all')).toMatchObject([{ id, mayDecide: false, viewKey: null }])
  await expect(decide(owner, 'shop', id)).rejects.toMatchObject(refusal('forbidden', /otto@acme.test/))
  expect(await list(operator)).toMatchObject([{ id, mayDecide: true, viewKey: 'a-key-of-22-characters' }])
  await decide(operator, 'shop', id)
})

it('a tenant’s people decide what names them, of their own tenant alone', async () => {
  const people = ['carla@shop.test']
  const [own, foreign, teams] = [await ask('shop', { people }), await ask('cafe', { people }), await ask('shop')]
  const { listForTenant } = customer.client.approval
  // The report of the team's question is the last word: the first one is withdrawn by it.
  await admin.query(`UPDATE approval SET state = 'open', settled_at = NULL`)
  expect(await listForTenant.query({ workspace, tenant: 'shop' })).toMatchObject([{ id: own.id, mayDecide: true }])
  await expect(listForTenant.query({ workspace, tenant: 'cafe' })).rejects.toMatchObject({
    data: { code: 'not-found' },
  })
  for (const [tenant, id] of [
    ['cafe', foreign.id],
    ['shop', foreign.id],
    ['shop', teams.id],
  ] as const) {
    await expect(decide(customer, tenant, id)).rejects.toMatchObject({ data: { code: 'not-found' } })
  }
  await decide(customer, 'shop', own.id)
  expect(await list(owner, 'decided', 'all')).toMatchObject([{ id: own.id, decidedBy: 'carla@shop.test' }])
})

it('the database itself keeps a decided question from being decided again', async () => {
  const { id } = await ask('shop')
  await decide(owner, 'shop', id)
  const changed = await inScope(
    api.database.connect('web'),
    { workspaceId },
    (tx) =>
      tx.$executeRaw`UPDATE approval SET state = 'denied', decided_by = 'me', decided_at = now() WHERE id = ${id}::uuid`,
  )
  expect(changed).toBe(0)
})

it('no tenant fills the table: what one day may bring is bounded', async () => {
  await ask('cafe')
  await admin.query(`INSERT INTO approval (id, workspace_id, tenant_id, runtime_id, run_id, label, blueprint_version,
      people, asked_at, deadline_at, view_key, state, settled_at)
    SELECT gen_random_uuid(), workspace_id, tenant_id, runtime_id, run_id, label, 1, '{}', now(), now(), 'k', 'withdrawn', now()
    FROM approval, generate_series(1, 5000)`)
  const { id } = await ask('cafe')
  const { rows } = await admin.query('SELECT 1 FROM approval WHERE id = $1', [id])
  expect(rows).toEqual([])
})
