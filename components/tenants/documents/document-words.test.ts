import { expect, it } from 'vitest'
import { passagesOf, summaryOf } from './document-words'

const indexing = { state: 'indexing' } as const
const ready = { state: 'ready' } as const
const failed = { state: 'failed' } as const

it.each([
  [[], '0 documents'],
  [[ready], '1 document'],
  [[ready, indexing], '2 documents, 1 being read'],
  [[failed, indexing, indexing, ready], '4 documents, 2 being read, 1 failed'],
])('what is in a collection is one line', (documents, words) => {
  expect(summaryOf(documents)).toBe(words)
})

it('what a search finds is said, also while a document is replaced', () => {
  expect(passagesOf({ ...ready, passages: 1 })).toBe('1 passage')
  expect(passagesOf({ ...ready, passages: 7_500 })).toBe('7,500 passages')
  expect(passagesOf({ ...indexing, passages: 0 })).toBe(null)
  expect(passagesOf({ ...indexing, passages: 12 })).toBe('the one before is still found')
  expect(passagesOf({ ...failed, passages: 12 })).toBe('the one before is still found')
})
