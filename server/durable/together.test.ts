import { expect, it } from 'vitest'
import { together } from './together'

it('calls of one moment with one key are one, and each gets its own answer', async () => {
  const rounds: [string, readonly number[]][] = []
  const double = together(async (key: string, items: readonly number[]) => {
    rounds.push([key, items])
    return items.map((item) => item * 2)
  })
  expect(await Promise.all([double('a', 1), double('b', 2), double('a', 3)])).toEqual([2, 4, 6])
  expect(rounds).toEqual([
    ['a', [1, 3]],
    ['b', [2]],
  ])
  expect(await double('a', 4)).toBe(8)
})

it('what fails for all is heard by all, and the next call begins anew', async () => {
  let fails = true
  const same = together(async (_key: string, items: readonly number[]) => {
    if (fails) throw new Error('no')
    return items
  })
  const outcomes = await Promise.allSettled([same('a', 1), same('a', 2)])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await same('a', 3)).toBe(3)
})

it('answers that are too few are an error, not an answer to somebody else', async () => {
  const short = together(async (_key: string, items: readonly number[]) => items.slice(1))
  await expect(Promise.all([short('a', 1), short('a', 2)])).rejects.toThrow('2 calls, and 1 answers')
})
