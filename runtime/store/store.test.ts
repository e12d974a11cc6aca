import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createConversations, type FinishedTurn } from './conversations'
import { openStore } from './open-store'

const key = 'a-key-of-at-least-thirty-two-chars'
let folder: string

beforeEach(() => {
  folder = mkdtempSync('/tmp/bh-store-')
})
afterEach(() => rmSync(folder, { recursive: true }))

const turn = (id: string, changes: Partial<FinishedTurn> = {}): FinishedTurn => ({
  id,
  session: 's1',
  bundleDigest: 'sha256:1',
  startedAt: new Date(0),
  durationMs: 5,
  blueprintVersion: 1,
  demo: false,
  inputTokens: 1,
  outputTokens: 1,
  outcome: 'ok',
  said: `question ${id}`,
  reply: `the secret answer ${id}`,
  ...(changes as object),
})

it('gives back what was said, newest last, and nothing of other sessions', () => {
  const store = openStore(folder, key)
  const conversations = createConversations(store)
  expect(conversations.findSession('s1')).toBeNull()
  for (const id of ['1', '2', '3']) conversations.record(turn(id))
  conversations.record(turn('4', { session: 's2' }))
  conversations.record(turn('5', { outcome: 'error', errorCode: 'model-unavailable' }))
  expect(conversations.findSession('s1')).toMatchObject({ bundleDigest: 'sha256:1' })
  expect(conversations.findSession('s3')).toBeNull()
  expect(conversations.messages('s1', 3).map(({ content }) => content)).toEqual([
    'the secret answer 2',
    'question 3',
    'the secret answer 3',
  ])
  store.close()
})

it('stores a turn whole or not at all', () => {
  const store = openStore(folder, key)
  const conversations = createConversations(store)
  conversations.record(turn('1'))
  expect(() => conversations.record(turn('1', { bundleDigest: 'sha256:2' }))).toThrow()
  expect(conversations.findSession('s1')).toMatchObject({ bundleDigest: 'sha256:1' })
  expect(conversations.messages('s1', 10)).toHaveLength(2)
  store.close()
})

it('leaves nothing readable on disk', () => {
  const store = openStore(folder, key)
  createConversations(store).record(turn('1'))
  const files = readdirSync(join(folder, 'store'))
  expect(files).toContain('bulkhead.db')
  for (const file of files) expect(readFileSync(join(folder, 'store', file)).includes('secret answer')).toBe(false)
  store.close()
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
