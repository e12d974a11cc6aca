import { expect, it } from 'vitest'
import { createPresence } from './presence'

const ada = { tab: 't1', personId: 'ada', name: 'Ada', selected: null }

it('a tab of which nothing is heard is gone after some seconds', () => {
  let nowMs = 0
  const presence = createPresence(() => nowMs)
  expect(presence.arrive('desk', ada)).toBe(true)
  nowMs = 10_000
  expect(presence.arrive('desk', ada)).toBe(false)
  nowMs = 20_000
  expect(presence.at('desk')).toEqual([ada])
  nowMs = 23_000
  expect(presence.at('desk')).toEqual([])
})

it('what is selected is news; who leaves is gone at once; places know nothing of each other', () => {
  const presence = createPresence(() => 0)
  presence.arrive('desk', ada)
  expect(presence.arrive('desk', { ...ada, selected: 'reason' })).toBe(true)
  expect(presence.at('other')).toEqual([])
  expect(presence.leave('desk', 't1')).toBe(true)
  expect(presence.at('desk')).toEqual([])
})

it('nobody speaks for another person’s tab, and a crowd ends somewhere', () => {
  const presence = createPresence(() => 0)
  presence.arrive('desk', ada)
  expect(presence.arrive('desk', { ...ada, personId: 'eve', name: 'Eve' })).toBe(false)
  for (let index = 0; index < 100; index += 1) presence.arrive('desk', { ...ada, tab: `x${index}` })
  expect(presence.at('desk')).toHaveLength(50)
})
