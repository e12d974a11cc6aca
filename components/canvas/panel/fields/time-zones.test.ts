import { expect, it } from 'vitest'
import { findTimeZones } from './time-zones'

const winter = new Date('2026-11-25T12:00:00Z')

it('a zone is found by its city, however the name is written', () => {
  expect(findTimeZones('berlin', winter)).toEqual([{ value: 'Europe/Berlin', hint: 'UTC+1' }])
  expect(findTimeZones('new york', winter).map(({ value }) => value)).toEqual(['America/New_York'])
})

it('UTC is there and comes first; nonsense finds none', () => {
  expect(findTimeZones('', winter)[0]?.value).toBe('UTC')
  expect(findTimeZones('atlantis', winter)).toEqual([])
})
