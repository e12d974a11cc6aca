import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { OpenApproval } from '@/domain/runtime/door-messages'
import { decideApproval } from '@/server/approvals/decide-approval'
import { inScope } from '@/server/db/scope'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { openApproval } from './testing/open-approval'
import type { SeededTenant } from './testing/seed-fleet'
import { createTestFleet, type TestFleet } from './testing/test-fleet'

/** So long that only what is under test can be what delivered. */
const never = 3_600_000
const digest = `sha256:${'a'.repeat(64)}`

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
  await fleet.publish(1)
  const [one, other] = await fleet.addTenants(2, 1)
  if (one === undefined || other === undefined) throw new Error('no tenants')
  tenant = one
  neighbour = other
})
afterEach(() => fleet.close())

const program = (one = tenant) => {
  const found = fleet.programs.get(one.runtimeId)
  if (found === undefined) throw new Error('the runtime does not run')
  return found
}

type Row = { state: string; settled: boolean; sent: boolean; tenant_id: string; subject_digest: string | null }
const read = async ({ id }: OpenApproval): Promise<Row | undefined> => {
  const rows = await fleet.query<Row>(
    `SELECT state, settled_at IS NOT NULL AS settled, sent_at IS NOT NULL AS sent, tenant_id, subject_digest
     FROM approval WHERE id = $1`,
    [id],
  )
  return rows[0]
}
const untilState = (question: OpenApproval, expected: Partial<Row>) =>
  waitFor(JSON.stringify(expected), async () => {
    const row = await read(question)
    return row !== undefined && Object.entries(expected).every(([key, value]) => row[key as keyof Row] === value)
  })

const decide = (question: OpenApproval, decision: 'approve' | 'deny' = 'approve') =>
  inScope(fleet.web, { workspaceId: fleet.workspaceId }, (tx) =>
    decideApproval(
      tx,
      {
        person: { id: 'p', name: 'Ada', email: 'Ada@Acme.test' },
        role: 'operator',
        workspace: { id: fleet.workspaceId, slug: 'w', name: 'W' },
      },
      { tenant: tenant.slug, id: question.id, decision, note: 'fine' },
    ),
  )

async function startAndAsk(question: OpenApproval, approvalScanMs = never) {
  const controller = await fleet.startController({ approvalScanMs })
  await fleet.untilReady([tenant, neighbour], 1)
  program().ask(question)
  await untilState(question, { state: 'open' })
  return controller
}

it('a decision reaches the agent at once, and stays on record for the broker when it was taken', async () => {
  const question = openApproval({ subjectDigest: digest })
  await startAndAsk(question)
  await decide(question)
  await waitFor('told', () => fleet.diary.decided.length > 0)
  expect(fleet.diary.decided[0]).toEqual({
    type: 'approval-decided',
    runtimeId: tenant.runtimeId,
    id: question.id,
    decision: 'approve',
    person: 'ada@acme.test',
    note: 'fine',
  })
  await untilState(question, { state: 'approved', settled: true, sent: true })
  const broker = fleet.database.connect('broker')
  const seen = await inScope(
    broker,
    { tenantId: tenant.id },
    (tx) => tx.$queryRaw`SELECT state FROM approval WHERE id = ${question.id}::uuid AND subject_digest = ${digest}`,
  )
  expect(seen).toEqual([{ state: 'approved' }])
})

it('a decision that nobody told the controller of is found by looking', async () => {
  const question = openApproval()
  await startAndAsk(question, 50)
  await fleet.query(`UPDATE approval SET state = 'denied', decided_by = 'ada', decided_at = now() WHERE id = $1`, [
    question.id,
  ])
  await untilState(question, { state: 'denied', settled: true })
  expect(fleet.diary.decided.map(({ decision }) => decision)).toEqual(['deny'])
})

it('a decision made while the controller is away is delivered by the next one', async () => {
  const question = openApproval()
  const first = await startAndAsk(question)
  await first.stop()
  await decide(question)
  expect(await read(question)).toMatchObject({ state: 'approved', settled: false, sent: false })
  await fleet.startController({ approvalScanMs: never })
  await untilState(question, { state: 'approved', settled: true })
  expect(fleet.diary.decided[0]).toMatchObject({ id: question.id, decision: 'approve' })
})

it('a decision that the agent did not hear is said again when it tells what is open', async () => {
  const question = openApproval()
  await startAndAsk(question)
  fleet.behaviour.set(tenant.runtimeId, 'silent')
  await decide(question)
  await waitFor('said', () => fleet.diary.decided.length === 1)
  expect(await read(question)).toMatchObject({ state: 'approved', settled: false })
  fleet.behaviour.delete(tenant.runtimeId)
  program().drop()
  await untilState(question, { state: 'approved', settled: true })
  expect(fleet.diary.decided.length).toBeGreaterThan(1)
})

it('what a runtime stops asking is withdrawn, past its deadline expired, and open again when it comes back', async () => {
  const withdrawn = openApproval()
  const expired = openApproval({ deadlineAt: new Date().toISOString() })
  await startAndAsk(withdrawn)
  program().ask(withdrawn, expired)
  await untilState(expired, { state: 'open' })
  program().ask()
  await untilState(withdrawn, { state: 'withdrawn', settled: true })
  await untilState(expired, { state: 'expired', settled: true })
  await expect(decide(withdrawn)).rejects.toMatchObject({ code: 'conflict', details: { state: 'withdrawn' } })
  program().ask(withdrawn)
  await untilState(withdrawn, { state: 'open', settled: false })
})

it('an id of another tenant is ignored: neither read, nor changed, nor settled', async () => {
  const question = openApproval({ subjectDigest: digest })
  const own = openApproval()
  await startAndAsk(question)
  program(neighbour).ask({ ...question, label: 'Stolen', subjectDigest: null }, own)
  await untilState(own, { tenant_id: neighbour.id })
  program(neighbour).ask()
  await untilState(own, { state: 'withdrawn' })
  expect(await read(question)).toEqual({
    state: 'open',
    settled: false,
    sent: false,
    tenant_id: tenant.id,
    subject_digest: digest,
  })
  await decide(question)
  await waitFor('told', () => fleet.diary.decided.length > 0)
  expect(fleet.diary.decided.map(({ runtimeId }) => runtimeId)).toEqual([tenant.runtimeId])
})

it('what was asked cannot be changed afterwards, so a yes is for what people were shown', async () => {
  const question = openApproval({ subjectDigest: digest })
  await startAndAsk(question)
  const other = `sha256:${'b'.repeat(64)}`
  program().ask({ ...question, subjectDigest: other }, openApproval())
  await decide(question)
  await untilState(question, { state: 'approved', settled: true, subject_digest: digest })
})

it('whatever a runtime claims, its neighbours’ questions are kept', async () => {
  await fleet.startController({ approvalScanMs: never })
  await fleet.untilReady([tenant, neighbour], 1)
  const [odd, good] = [openApproval(), openApproval()]
  program().ask({
    ...odd,
    label: 'a\0b',
    blueprintVersion: Number.MAX_SAFE_INTEGER,
    askedAt: '0000-01-01T00:00:00Z',
    deadlineAt: '9999-12-31T23:59:59Z',
  })
  program(neighbour).ask(good)
  await untilState(odd, { state: 'open' })
  await untilState(good, { state: 'open' })
})

it('only web decides: the controller’s role can neither decide nor undo a decision', async () => {
  const question = openApproval()
  await startAndAsk(question)
  const controller = fleet.database.connect('controller')
  const scope = { workspaceId: fleet.workspaceId }
  const attempt = (work: string) => inScope(controller, scope, (tx) => tx.$executeRawUnsafe(work, question.id))
  await expect(attempt(`UPDATE approval SET state = 'approved' WHERE id = $1::uuid`)).rejects.toThrow()
  await expect(attempt(`UPDATE approval SET decided_by = 'me' WHERE id = $1::uuid`)).rejects.toThrow()
  await decide(question)
  await expect(attempt(`UPDATE approval SET state = 'open' WHERE id = $1::uuid`)).rejects.toThrow()
})

it('what a runtime has in hand is kept as its last word', async () => {
  await fleet.startController({ approvalScanMs: never })
  await fleet.untilReady([tenant, neighbour], 1)
  const kept = { version: 1, sessions: 2, runs: 1, until: '2026-12-01T00:00:00.000Z' }
  const draining = [{ ...kept, bundleDigest: digest }]
  program().say({ type: 'status', status: { wakeAt: null, running: 9, waiting: 9, draining: [] } })
  program().say({
    type: 'status',
    status: { wakeAt: '2026-12-24T18:00:00Z', running: 1, waiting: Number.MAX_SAFE_INTEGER, draining },
  })
  program(neighbour).say({ type: 'status', status: { wakeAt: null, running: 0, waiting: 0, draining: [] } })
  const statuses = () =>
    fleet.query(
      `SELECT running, waiting, wake_at = '2026-12-24T18:00:00Z' AS wakes, draining FROM runtime_status ORDER BY running DESC`,
    )
  await waitFor('both', async () => (await statuses()).length === 2)
  expect(await statuses()).toEqual([
    { running: 1, waiting: 2_147_483_647, wakes: true, draining: [kept] },
    { running: 0, waiting: 0, wakes: null, draining: [] },
  ])
})

it('a stranger’s word on the channel makes nothing happen', async () => {
  const question = openApproval()
  await startAndAsk(question)
  await fleet.query(`SELECT pg_notify('bulkhead_approval', $1), pg_notify('bulkhead_approval', 'nonsense')`, [
    randomUUID(),
  ])
  await decide(question)
  await untilState(question, { state: 'approved', settled: true })
})
