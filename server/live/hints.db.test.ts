import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { createLogger } from '@/server/log'
import { createHintListener, createHintPublisher, type Hint, type HintListener, type HintPublisher } from './hints'

const log = createLogger('hints', 'silent')
const workspaceId = randomUUID()
let database: TestDatabase
let admin: Client
let publisher: HintPublisher
let listener: HintListener
let abort: AbortController

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.close()
})
beforeEach(() => {
  abort = new AbortController()
  publisher = createHintPublisher(database.url('controller'), log)
  listener = createHintListener(database.url('web'), log)
})
afterEach(async () => {
  abort.abort()
  await publisher.close()
  await listener.close()
})

/** Follows a workspace, and waits until the listener is connected. */
async function follow(workspace: string): Promise<Hint[]> {
  const seen: Hint[] = []
  void (async () => {
    for await (const hint of listener.subscribe(workspace, abort.signal)) seen.push(hint)
  })()
  await waitFor('connected', () => seen.some((hint) => hint.topic === 'everything'))
  seen.length = 0
  return seen
}

it('a hint reaches those who follow its workspace, and nobody else', async () => {
  const mine = await follow(workspaceId)
  const others: Hint[] = []
  void (async () => {
    for await (const hint of listener.subscribe(randomUUID(), abort.signal)) others.push(hint)
  })()
  publisher.publish({ workspaceId, topic: 'rollout', id: 'r1' })
  await waitFor('the hint', () => mine.length === 1)
  expect(mine).toEqual([{ topic: 'rollout', id: 'r1' }])
  expect(others).toEqual([])
})

it('equal hints of one moment are one, and many fit', async () => {
  const seen = await follow(workspaceId)
  for (let index = 0; index < 400; index += 1) {
    publisher.publish({ workspaceId, topic: 'runtime', id: `id-${index % 200}` })
  }
  await waitFor('all of them', () => seen.length === 200)
  publisher.publish({ workspaceId, topic: 'runtime', id: 'last' })
  await waitFor('the last', () => seen.some((hint) => hint.topic !== 'everything' && hint.id === 'last'))
  expect(seen).toHaveLength(201)
})

it('after a lost connection everything may have changed, and says so', async () => {
  const seen = await follow(workspaceId)
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'bulkhead-listen' AND datname = current_database()`)
  await waitFor('told', () => seen.some((hint) => hint.topic === 'everything'))
  publisher.publish({ workspaceId, topic: 'blueprint', id: 'b1' })
  await waitFor('the next hint', () => seen.some((hint) => hint.topic === 'blueprint'))
})

it('a subscription ends when it is aborted', async () => {
  const ended = (async () => {
    for await (const _hint of listener.subscribe(workspaceId, abort.signal)) abort.abort()
  })()
  await expect(ended).resolves.toBeUndefined()
})

it('what others say on the channel is not taken for a hint', async () => {
  const seen = await follow(workspaceId)
  await admin.query(`SELECT pg_notify('bulkhead_live', 'not json'), pg_notify('bulkhead_live', '[{"workspaceId": 1}]')`)
  publisher.publish({ workspaceId, topic: 'runtime', id: 'after' })
  await waitFor('the real one', () => seen.length > 0)
  expect(seen).toEqual([{ topic: 'runtime', id: 'after' }])
})
