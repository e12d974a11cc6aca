import { expect, it } from 'vitest'
import { readNumber, shownNumber } from './number-text'

it('a number is read however people write it', () => {
  expect(['', ' 2 ', '0,5', '.5', '-3'].map(readNumber)).toEqual([undefined, 2, 0.5, 0.5, -3])
  expect(['2x', '-', '1,2,3'].map(readNumber)).toEqual(['unreadable', 'unreadable', 'unreadable'])
})

it('what is being typed stays as it was typed, until something else is stored', () => {
  expect(shownNumber('2,', 2)).toBe('2,')
  expect(shownNumber('2x', 2)).toBe('2x')
  expect(shownNumber('', undefined)).toBe('')
  expect(shownNumber('', 2)).toBe('2')
  expect(shownNumber(undefined, 2)).toBe('2')
})
