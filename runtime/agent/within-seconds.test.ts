import { expect, it } from 'vitest'
import { withinSeconds } from './within-seconds'

const never = () => new Promise<never>(() => undefined)

it('ends work that never does, in words', async () => {
  const signals: AbortSignal[] = []
  const late = withinSeconds(0.01, new AbortController().signal, (signal) => {
    signals.push(signal)
    return never()
  })
  await expect(late).rejects.toMatchObject({
    code: 'deadline-exceeded',
    message: expect.stringMatching(/0.01 seconds/),
  })
  expect(signals[0]?.aborted).toBe(true)
})

it("ends with the outer signal's reason", async () => {
  const outer = new AbortController()
  const ended = withinSeconds(60, outer.signal, never)
  outer.abort(new Error('stop'))
  await expect(ended).rejects.toThrow('stop')
})

it('hands on what the work comes to, unwrapped', async () => {
  const error = new Error('mine')
  expect(await withinSeconds(60, new AbortController().signal, async () => 1)).toBe(1)
  await expect(withinSeconds(60, new AbortController().signal, () => Promise.reject(error))).rejects.toBe(error)
})
