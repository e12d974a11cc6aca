import { expect, it } from 'vitest'
import { createTokenBucket } from './token-bucket'

it('lets a burst through, then only the long-run rate', () => {
  let time = 0
  const bucket = createTokenBucket({ burst: 3, perSecond: 2, now: () => time })
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false])
  time = 500
  expect([bucket.take(), bucket.take()]).toEqual([true, false])
  time = 100_000
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false])
})
