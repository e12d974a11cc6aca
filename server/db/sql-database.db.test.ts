import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SqlTransaction } from './sql'
import { connectSql, type SqlDatabase } from './sql-database'
import { createTestDatabase, type TestDatabase } from './testing/test-database'

const ids = [randomUUID(), randomUUID()] as const
let database: TestDatabase
let admin: Client
let db: SqlDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
  for (const id of ids) {
    await admin.query('INSERT INTO workspace (id, slug, name) VALUES ($1, $2, $3)', [id, `w-${id}`, 'Test'])
    await admin.query('INSERT INTO blueprint (workspace_id, name) VALUES ($1, $2)', [id, id])
  }
  db = connectSql(database.url('controller'), { poolSize: 1, onConnectionLost: () => undefined })
})
afterAll(async () => {
  await db.close()
  await admin.end()
  await database.close()
})

const names = async (tx: SqlTransaction) =>
  (await tx.$queryRaw<{ name: string }[]>`SELECT name FROM blueprint`).map((row) => row.name)
const insert = (tx: SqlTransaction, label: string) =>
  tx.$executeRaw`INSERT INTO strand (workspace_id, machine, subject_id, label)
    VALUES (${ids[0]}::uuid, 'lab', gen_random_uuid(), ${label})`
const labels = async () => (await db.$queryRaw<{ label: string }[]>`SELECT label FROM strand`).map((row) => row.label)

it('a scope ends with its transaction, though the connection goes on', async () => {
  expect(await db.inScope({ workspaceId: ids[0] }, names)).toEqual([ids[0]])
  expect(await names(db)).toEqual([])
  expect(await db.inScope({ workspaceId: ids[1] }, names)).toEqual([ids[1]])
  expect(await db.inScope({}, names)).toEqual([])
})

it('a scope is data, whatever it looks like', async () => {
  await expect(db.inScope({ workspaceId: "', true); DROP TABLE strand; --" }, names)).rejects.toThrow('uuid')
  expect(await labels()).toEqual([])
})

it('statements that are sent together are answered each with its own', async () => {
  const numbers = Array.from({ length: 50 }, (_, index) => index)
  const answers = await db.inScope({}, (tx) =>
    Promise.all(numbers.map((number) => tx.$queryRaw<{ n: number }[]>`SELECT ${number}::int AS n`)),
  )
  expect(answers.flat().map((row) => row.n)).toEqual(numbers)
})

it('work that throws keeps nothing', async () => {
  const work = async (tx: SqlTransaction) => {
    await insert(tx, 'thrown')
    throw new Error('no')
  }
  await expect(db.inScope({ workspaceId: ids[0] }, work)).rejects.toThrow('no')
  expect(await labels()).toEqual([])
})

it('a statement that fails takes the transaction with it, even if nobody looks at its error', async () => {
  const work = async (tx: SqlTransaction) => {
    await insert(tx, 'half')
    await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined)
  }
  const failure = db.inScope({ workspaceId: ids[0] }, work)
  await expect(failure).rejects.toMatchObject({ cause: { message: 'division by zero' } })
  expect(await labels()).toEqual([])
})

it('what comes after the end of its transaction is refused, not run in another’s', async () => {
  const ended = await db.inScope({ workspaceId: ids[0] }, async (tx) => ({ tx }))
  await expect(ended.tx.$queryRaw`SELECT 1`).rejects.toThrow('after the end of its transaction')
})

it('a connection that breaks fails its transaction, and the next one works', async () => {
  const work = async (tx: SqlTransaction) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
    await admin.query('SELECT pg_terminate_backend($1)', [row?.pid])
    await insert(tx, 'lost')
  }
  await expect(db.inScope({ workspaceId: ids[0] }, work)).rejects.toThrow()
  expect(await labels()).toEqual([])
})
