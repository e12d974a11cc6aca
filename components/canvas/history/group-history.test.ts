import { expect, it } from 'vitest'
import { groupHistory } from './group-history'

const entry = (sequence: number, name: string, atMs: number, ...words: string[]) => ({
  sequence,
  author: { id: name, name },
  words,
  lost: [],
  at: new Date(atMs),
})

it('what one person did in one go is one entry, and says a thing once', () => {
  const groups = groupHistory([
    entry(5, 'Ada', 100_000, 'Moved A'),
    entry(4, 'Ada', 60_000, 'Renamed B', 'Moved A'),
    entry(3, 'Grace', 59_000, 'Added C'),
    entry(2, 'Ada', 58_000),
    entry(1, 'Ada', 50_000, 'Added A'),
  ])
  expect(groups.map(({ author, words }) => [author.name, words])).toEqual([
    ['Ada', ['Moved A', 'Renamed B']],
    ['Grace', ['Added C']],
    ['Ada', ['Added A']],
  ])
})
