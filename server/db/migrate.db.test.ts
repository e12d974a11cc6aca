import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { migrate } from './migrate'
import { urlForRole, withDatabase } from './set-up-cluster'
import { testPasswords } from './testing/test-database'

let server: Client
let folder: string
let name: string
let ownerUrl: string
let admin: Client

beforeAll(async () => {
  server = new Client({ connectionString: inject('adminUrl') })
  await server.connect()
})
afterAll(() => server.end())
beforeEach(async () => {
  name = `empty_${randomUUID().replaceAll('-', '')}`
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-migrations-'))
  await server.query(`CREATE DATABASE ${name} TEMPLATE template0 OWNER bulkhead_owner`)
  ownerUrl = urlForRole(inject('adminUrl'), name, 'owner', testPasswords.owner)
  admin = new Client({ connectionString: withDatabase(inject('adminUrl'), name) })
  await admin.connect()
  return async () => {
    await admin.end()
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await rm(folder, { recursive: true, force: true })
  }
})

async function write(migration: string, sql: string): Promise<void> {
  await mkdir(join(folder, migration), { recursive: true })
  await writeFile(join(folder, migration, 'migration.sql'), sql)
}

async function tables(): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%' ORDER BY 1`,
  )
  return rows.map((row) => row.name)
}

it('applies each once, in the order of their names, and then has nothing to do', async () => {
  await write('0002_b', 'ALTER TABLE a ADD COLUMN added int')
  await write('0001_a', 'CREATE TABLE a (id int)')
  expect(await migrate(ownerUrl, folder)).toEqual({ applied: ['0001_a', '0002_b'], already: 0 })
  expect(await migrate(ownerUrl, folder)).toEqual({ applied: [], already: 2 })
  await write('0003_c', 'CREATE TABLE c (id int)')
  expect(await migrate(ownerUrl, folder)).toEqual({ applied: ['0003_c'], already: 2 })
  expect(await tables()).toEqual(['a', 'c'])
})

it('one that fails is rolled back whole, named with its reason, and can be mended and applied', async () => {
  await write('0001_a', 'CREATE TABLE a (id int)')
  await write('0002_broken', 'CREATE TABLE b (id int); INSERT INTO b VALUES (1); SELECT * FROM no_such_table')
  await expect(migrate(ownerUrl, folder)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/^Migration 0002_broken failed and was rolled back: .*no_such_table/),
  })
  expect(await tables()).toEqual(['a'])
  await write('0002_broken', 'CREATE TABLE b (id int)')
  expect((await migrate(ownerUrl, folder)).applied).toEqual(['0002_broken'])
})

it('one that was changed after it was applied is refused, and nothing later is applied', async () => {
  await write('0001_a', 'CREATE TABLE a (id int)')
  await migrate(ownerUrl, folder)
  await write('0001_a', 'CREATE TABLE a (id bigint)')
  await write('0002_b', 'CREATE TABLE b (id int)')
  await expect(migrate(ownerUrl, folder)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('0001_a was changed'),
  })
  expect(await tables()).toEqual(['a'])
})

it('a database of a newer Bulkhead is left alone by an older one', async () => {
  await write('0001_a', 'CREATE TABLE a (id int)')
  await write('0002_b', 'CREATE TABLE b (id int)')
  await migrate(ownerUrl, folder)
  await rm(join(folder, '0002_b'), { recursive: true })
  await expect(migrate(ownerUrl, folder)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/newer version of Bulkhead \(0002_b\)/),
  })
})

it('of several at the same moment one applies, the others wait for it and find it done', async () => {
  await write('0001_a', 'SELECT pg_sleep(0.2); CREATE TABLE a (id int)')
  await write('0002_b', 'CREATE TABLE b (id int)')
  const results = await Promise.all([1, 2, 3].map(() => migrate(ownerUrl, folder)))
  expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 2])
  expect(await tables()).toEqual(['a', 'b'])
})

it('one that dies in the middle holds up nobody and leaves nothing of itself', async () => {
  await write('0001_slow', 'CREATE TABLE a (id int); SELECT pg_sleep(60)')
  const dying = migrate(ownerUrl, folder).catch((error: unknown) => error)
  await expect.poll(() => killOthers(`%pg_sleep(60)%`), { timeout: 10_000 }).toBe(1)
  expect(await dying).toMatchObject({ message: expect.stringContaining('0001_slow failed') })
  expect(await tables()).toEqual([])
  await write('0001_slow', 'CREATE TABLE a (id int)')
  expect((await migrate(ownerUrl, folder)).applied).toEqual(['0001_slow'])
})

async function killOthers(query: string): Promise<number> {
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND query LIKE $2 AND state = 'active' AND pid <> pg_backend_pid()`,
    [name, query],
  )
  return rowCount ?? 0
}

it('what Bulkhead itself has is applied by an owner who is no superuser', async () => {
  const { applied } = await migrate(ownerUrl, resolve('prisma/migrations'))
  expect(applied[0]).toBe('0001_foundation')
  expect(await tables()).toContain('tenant')
})
