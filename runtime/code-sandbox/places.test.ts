import { describe, expect, it } from 'vitest'
import { createPlaces } from './places'

const never = new AbortController().signal
const settled = async (promise: Promise<unknown>) =>
  (await Promise.race([promise.then(() => true), new Promise((resolve) => setImmediate(resolve, false))])) === true

describe('places', () => {
  it('are given to so many at once, and then in the order of asking', async () => {
    const places = createPlaces(2)
    const first = await places.take(never)
    await places.take(never)
    const third = places.take(never)
    const fourth = places.take(never)
    expect(await settled(third)).toBe(false)
    first()
    first()
    expect(await settled(third)).toBe(true)
    expect(await settled(fourth)).toBe(false)
  })

  it('are not kept for those who gave up waiting', async () => {
    const places = createPlaces(1)
    const leave = await places.take(never)
    const impatient = new AbortController()
    const given = places.take(impatient.signal)
    const next = places.take(never)
    impatient.abort(new Error('enough'))
    await expect(given).rejects.toThrow('enough')
    await expect(places.take(impatient.signal)).rejects.toThrow('enough')
    leave()
    expect(await settled(next)).toBe(true)
  })
})
