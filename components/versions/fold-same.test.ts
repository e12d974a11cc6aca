import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldSame } from './fold-same'
import { type DiffPart, wordDiff } from './word-diff'

const prose = (words: number) => Array.from({ length: words }, (_, index) => `word${index}`).join(' ')

test('far from a change text is folded away, beside it a little stays', () => {
  const before = `${prose(200)} old ${prose(200)}`
  const folded = foldSame(wordDiff(before, before.replace('old', 'new')))
  expect(folded.map(({ kind }) => kind)).toEqual(['folded', 'same', 'removed', 'added', 'same', 'folded'])
  expect(folded[1]?.text.length).toBeLessThan(140)
  expect(folded[1]?.text).toMatch(/^word\d+ .* $/)
})

test('a short text is shown whole, and so is one that did not change', () => {
  expect(foldSame(wordDiff('Be kind.', 'Be brief.')).every(({ kind }) => kind !== 'folded')).toBe(true)
  const same: DiffPart[] = [{ kind: 'same', text: prose(400) }]
  expect(foldSame(same)).toEqual(same)
})

test('nothing is lost by folding', () => {
  const text = fc.array(fc.constantFrom('a', 'long-word', ' ', '\n', '\n\n', 'x'.repeat(50)), { maxLength: 80 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const parts = wordDiff(a.join(' '), b.join(' '))
      const join = (list: readonly { text: string }[]) => list.map((part) => part.text).join('')
      expect(join(foldSame(parts))).toBe(join(parts))
    }),
  )
})
