import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from './open-store'
import { openStores, type Stores } from './open-stores'
import { migrations } from './schema'

const key = 'a-key-of-at-least-thirty-two-chars'
let folder: string

beforeEach(() => {
  folder = mkdtempSync('/tmp/bh-store-')
})
afterEach(() => rmSync(folder, { recursive: true }))

const begin = (stores: Stores, id: string, session = 's1') =>
  stores.runs.begin({
    id,
    session,
    requestKey: null,
    bundleDigest: 'sha256:1',
    blueprintVersion: 1,
    trigger: null,
    startedAt: 0,
  })

function say(stores: Stores, id: string, session = 's1') {
  begin(stores, id, session)
  stores.conversations.add({ session, run: id, role: 'user', content: `question ${id}`, at: 0 })
  stores.conversations.add({ session, run: id, role: 'assistant', content: `the secret answer ${id}`, at: 1 })
}

it('gives back what was said, newest last, and nothing of other sessions', () => {
  const stores = openStores(openStore(folder, key))
  const { conversations, database } = stores
  expect(conversations.findSession('s1')).toBeNull()
  for (const id of ['1', '2', '3']) say(stores, id)
  say(stores, '4', 's2')
  expect(conversations.findSession('s1')).toMatchObject({ bundleDigest: 'sha256:1' })
  expect(conversations.findSession('s3')).toBeNull()
  expect(conversations.messages('s1', 3).map(({ content }) => content)).toEqual([
    'the secret answer 2',
    'question 3',
    'the secret answer 3',
  ])
  database.close()
})

it('a transaction that fails half-way leaves nothing', () => {
  const stores = openStores(openStore(folder, key))
  begin(stores, '1')
  const twice = () =>
    stores.statements.together(() => {
      stores.variables.set(null, { half: true })
      begin(stores, '1')
    })
  expect(twice).toThrow()
  expect(stores.variables.all(null)).toEqual({})
  stores.database.close()
})

it('leaves nothing readable on disk', () => {
  const stores = openStores(openStore(folder, key))
  say(stores, '1')
  const files = readdirSync(join(folder, 'store'))
  expect(files).toContain('bulkhead.db')
  for (const file of files) expect(readFileSync(join(folder, 'store', file)).includes('secret answer')).toBe(false)
  stores.database.close()
})

it('a store of the first format keeps its conversations', () => {
  const old = openStore(folder, key)
  const tables = old.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  old.pragma('foreign_keys = OFF')
  for (const { name } of tables as { name: string }[]) old.exec(`DROP TABLE IF EXISTS "${name}"`)
  old.exec(`${migrations[0]}; PRAGMA user_version = 1;
    INSERT INTO session VALUES ('s1', 'sha256:1', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z');
    INSERT INTO turn VALUES ('t1', 's1', '2026-01-01T00:00:00.000Z', 12.5, 'ok', NULL, 3, 1, 5, 6);
    INSERT INTO message (session_id, turn_id, role, content, created_at) VALUES
      ('s1', 't1', 'user', 'hello', '2026-01-01T00:00:00.000Z'), ('s1', 't1', 'assistant', 'hi', '2026-01-01T00:00:00.012Z');`)
  old.close()
  const { conversations, runs, database } = openStores(openStore(folder, key))
  expect(conversations.messages('s1', 10).map(({ role, content }) => [role, content])).toEqual([
    ['user', 'hello'],
    ['assistant', 'hi'],
  ])
  const startedAt = Date.parse('2026-01-01T00:00:00.000Z')
  expect(runs.find('t1')).toMatchObject({
    state: 'ended',
    blueprintVersion: 3,
    activeMs: 12.5,
    startedAt,
    trigger: null,
  })
  database.close()
})

it('refuses a store that a newer runtime has written, and leaves it where it is', () => {
  const store = openStore(folder, key)
  store.exec('PRAGMA user_version = 99')
  store.close()
  expect(() => openStore(folder, key)).toThrow(/format 99.*newer runtime/s)
  expect(readdirSync(join(folder, 'store'))).toContain('bulkhead.db')
})

it('opens again once a person has put a sound copy back', () => {
  openStore(folder, key).close()
  expect(() => openStore(folder, 'another-key-of-thirty-two-characters')).toThrow(/Nothing was deleted/)
  expect(() => openStore(folder, key)).toThrow(/Nothing was deleted/)
  const store = join(folder, 'store')
  const aside = readdirSync(store).find((file) => /set-aside-[\dTZ-]+$/.test(file)) ?? ''
  expect(aside).not.toBe('')
  rmSync(join(store, aside))
  openStore(folder, key).close()
})
