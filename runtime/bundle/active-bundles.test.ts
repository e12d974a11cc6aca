import { expect, it } from 'vitest'
import { preparePlan } from '../interpreter/plan'
import { digestOf, echoBundle } from '../testing/bundles'
import { createActiveBundles } from './active-bundles'

const plan = (version: number, sessions: 'finish' | 'move' = 'finish') => {
  const bundle = echoBundle(version, { sessions })
  return preparePlan(bundle, digestOf(JSON.stringify(bundle)))
}
const minutes = (count: number) => count * 60_000

it('a session finishes on the one bundle before, for as long as it is used', () => {
  let now = 0
  const bundles = createActiveBundles(() => now)
  const [one, two, three] = [plan(1), plan(2), plan(3)]
  bundles.swap(1, one)
  bundles.swap(2, two)
  expect(bundles.planFor(one.digest)).toBe(one)
  expect(bundles.planFor(null)).toBe(two)
  now = minutes(29)
  expect(bundles.planFor(one.digest)).toBe(one)
  now = minutes(58)
  expect(bundles.planFor(one.digest)).toBe(one)
  now = minutes(89)
  expect(bundles.planFor(one.digest)).toBe(two)
  bundles.swap(3, three)
  expect(bundles.planFor(two.digest)).toBe(two)
  expect(bundles.planFor(one.digest)).toBe(three)
})

it('a bundle that says so moves every session at once', () => {
  const bundles = createActiveBundles()
  const one = plan(1)
  const two = plan(2, 'move')
  bundles.swap(1, one)
  bundles.swap(2, two)
  expect(bundles.planFor(one.digest)).toBe(two)
})

it('the same bundle under a newer generation leaves the one before where it is', () => {
  const bundles = createActiveBundles()
  const [one, two] = [plan(1), plan(2)]
  bundles.swap(1, one)
  bundles.swap(2, two)
  bundles.swap(3, two)
  expect(bundles.active?.generation).toBe(3)
  expect(bundles.planFor(one.digest)).toBe(one)
  bundles.swap(4, one)
  expect(bundles.planFor(two.digest)).toBe(two)
  expect(bundles.planFor(one.digest)).toBe(one)
})
