import { expect, test } from 'vitest'
import { type Connection, connectionStatus, isWaiting } from './connection-status'

const now = Date.parse('2026-11-25T10:00:00Z')
const connected = (check: Connection['check']): Connection => ({
  skill: 'slack',
  fields: {},
  secrets: ['token'],
  updatedAt: new Date(now),
  check,
})
const pending = (agoMs: number) => connected({ state: 'pending', askedAt: new Date(now - agoMs) })

test('what is not there is not connected', () => {
  expect(connectionStatus(undefined, now)).toMatchObject({ word: 'Not connected' })
})

test('a trial says what it found', () => {
  const at = new Date(now)
  expect(connectionStatus(connected({ state: 'ok', at, message: 'Hello.' }), now)).toMatchObject({
    word: 'Connected',
    detail: 'Hello.',
  })
  expect(connectionStatus(connected({ state: 'failed', at, message: 'No.' }), now)).toMatchObject({
    word: 'Does not work',
    detail: 'No.',
  })
})

test('a trial that nobody makes is not waited for without end', () => {
  expect(isWaiting(pending(1_000), now)).toBe(true)
  expect(connectionStatus(pending(1_000), now)).toMatchObject({ working: true })
  expect(isWaiting(pending(46_000), now)).toBe(false)
  expect(connectionStatus(pending(46_000), now).detail).toContain('did not answer')
})
