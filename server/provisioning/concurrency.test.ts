import { expect, it } from 'vitest'
import { createKeyedLock, createLimiter } from './concurrency'

it('never runs more than it may, and runs all, also when some fail', async () => {
  const limit = createLimiter(3)
  let running = 0
  let most = 0
  const tasks = Array.from({ length: 20 }, (_, index) =>
    limit(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      if (index % 5 === 0) throw new Error('as expected')
    }),
  )
  const outcomes = await Promise.allSettled(tasks)
  expect(most).toBe(3)
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4)
})

it('keeps the order of one key, lets other keys by, and survives a failure', async () => {
  const lock = createKeyedLock()
  const order: string[] = []
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const first = lock('a', async () => {
    await gate
    order.push('a1')
    throw new Error('as expected')
  })
  const second = lock('a', async () => order.push('a2'))
  await lock('b', async () => order.push('b1'))
  open()
  await expect(first).rejects.toThrow('as expected')
  await second
  expect(order).toEqual(['b1', 'a1', 'a2'])
})
