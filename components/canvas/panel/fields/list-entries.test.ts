import { expect, it } from 'vitest'
import { freshEntry, moved } from './list-entries'

it('a new entry gets a number that no other has', () => {
  const blank = { name: 'Branch {n}', description: '', required: false }
  expect(freshEntry(blank, [])).toEqual({ name: 'Branch 1', description: '', required: false })
  expect(freshEntry(blank, [{ name: 'Branch 2' }])).toMatchObject({ name: 'Branch 3' })
  expect(freshEntry(blank, [null, 7])).toMatchObject({ name: 'Branch 3' })
})

it('a list of texts gets an empty text', () => {
  expect(freshEntry(undefined, ['a'])).toBe('')
})

it('an entry changes places with its neighbour', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
})
