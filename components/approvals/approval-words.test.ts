import { expect, it } from 'vitest'
import { peopleWords } from './approval-words'

it('who decides is named, and many are counted', () => {
  expect(peopleWords([])).toBe('anybody of your team')
  expect(peopleWords(['a', 'b', 'c'])).toBe('a or b or c')
  expect(peopleWords(['a', 'b', 'c', 'd', 'e'])).toBe('a or b or 3 others')
})
