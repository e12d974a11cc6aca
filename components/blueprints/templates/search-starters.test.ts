import { expect, it } from 'vitest'
import { starters } from '@/domain/blueprint/starters/registry'
import { searchStarters, skillsNeeded } from './search-starters'

const idsOf = (search: string, category: Parameters<typeof searchStarters>[2] = null) =>
  searchStarters(starters, search, category).map(({ id }) => id)

it('all words count, wherever they stand: name, summary, category or a block', () => {
  expect(idsOf('refund approval')).toEqual(['refund-desk'])
  expect(idsOf('SCHEDULE')).toEqual(['invoice-chaser', 'research-digest'])
  expect(idsOf('finance')).toContain('invoice-chaser')
  expect(idsOf('no such thing')).toEqual([])
})

it('a category holds its own templates, and no search all of them', () => {
  expect(idsOf('', 'Sales')).toEqual(['lead-qualifier'])
  expect(idsOf('  ')).toHaveLength(starters.length)
})

it('the skills that must be connected are named once', () => {
  const needed = Object.fromEntries(starters.map((starter) => [starter.id, skillsNeeded(starter)]))
  expect(needed).toMatchObject({
    'invoice-chaser': ['Email', 'HTTP API'],
    'appointment-booking': ['Email'],
    'support-desk': [],
  })
})
