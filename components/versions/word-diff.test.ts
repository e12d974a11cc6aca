import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff } from './word-diff'

const side = (before: string, after: string, left: 'removed' | 'added') =>
  wordDiff(before, after)
    .filter(({ kind }) => kind === 'same' || kind === left)
    .map(({ text }) => text)
    .join('')

const text = fc
  .array(fc.constantFrom('be ', 'kind', ' ', 'to\n', 'every ', 'guest. ', 'brief '))
  .map((all) => all.join(''))

test('what stayed and what went give the old text; what stayed and what came give the new one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(side(before, after, 'removed')).toBe(before)
      expect(side(before, after, 'added')).toBe(after)
    }),
  )
})

test('only the changed words are marked', () => {
  expect(wordDiff('Answer in a friendly tone.', 'Answer in a formal tone.')).toEqual([
    { kind: 'same', text: 'Answer in a ' },
    { kind: 'removed', text: 'friendly ' },
    { kind: 'added', text: 'formal ' },
    { kind: 'same', text: 'tone.' },
  ])
})

test('equal texts have no change', () => {
  expect(wordDiff('Same.', 'Same.')).toEqual([{ kind: 'same', text: 'Same.' }])
})

test('texts too long to compare word by word are shown whole, and quickly', () => {
  const long = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join(' ')
  expect(wordDiff(long('a'), long('b')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
})

test('a line that is added below changes nothing above it', () => {
  expect(wordDiff('Reach the team.', 'Reach the team.\nSign it.')).toEqual([
    { kind: 'same', text: 'Reach the team.' },
    { kind: 'added', text: '\nSign it.' },
  ])
})
