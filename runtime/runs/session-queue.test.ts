import { expect, it } from 'vitest'
import { createSessionQueue } from './session-queue'

const limits = { runningTurns: 2, waitingPerSession: 2, waitingTurns: 3 }
const held = () => Promise.withResolvers<void>()

it('runs sessions side by side, each in its own order, and never more than may run', async () => {
  const queue = createSessionQueue(limits)
  const [a, b] = [held(), held()]
  const order: string[] = []
  const turn = (session: string, name: string, gate?: Promise<void>) =>
    queue.run(session, async () => {
      order.push(`${name} begins`)
      await gate
      order.push(`${name} ends`)
    })
  const all = [turn('a', 'a1', a.promise), turn('a', 'a2'), turn('b', 'b1', b.promise), turn('c', 'c1')]
  await Promise.resolve()
  expect(order).toEqual(['a1 begins', 'b1 begins'])
  b.resolve()
  await all[3]
  expect(order.slice(2)).toEqual(['b1 ends', 'c1 begins', 'c1 ends'])
  a.resolve()
  await Promise.all(all)
  expect(order.slice(5)).toEqual(['a1 ends', 'a2 begins', 'a2 ends'])
  expect(queue.size).toBe(0)
})

it('refuses what is over its limits, and a turn that fails holds nobody up', async () => {
  const queue = createSessionQueue(limits)
  const gate = held()
  const failing = queue.run('a', () => gate.promise.then(() => Promise.reject(new Error('broken'))))
  const waiting = [queue.run('a', async () => 2), queue.run('a', async () => 3)]
  await expect(queue.run('a', async () => 4)).rejects.toMatchObject({ code: 'over-limit' })
  const other = queue.run('b', () => gate.promise)
  const third = queue.run('c', async () => 5)
  await expect(queue.run('d', async () => 6)).rejects.toMatchObject({ code: 'over-limit' })
  gate.resolve()
  await expect(failing).rejects.toThrow('broken')
  expect(await Promise.all([...waiting, third])).toEqual([2, 3, 5])
  await other
})
