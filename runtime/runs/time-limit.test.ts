import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { limitTime } from './time-limit'

it('a try ends with the outer signal, for its reason, and not because its time is over', () => {
  const outer = new AbortController()
  const limit = limitTime(outer.signal, 60_000)
  outer.abort('stopping')
  expect([limit.signal.reason, limit.isOver]).toEqual(['stopping', false])
  limit.release()
  const late = limitTime(outer.signal, 60_000)
  expect(late.signal.aborted).toBe(true)
  late.release()
})

it('leaves nothing behind on the outer signal', () => {
  const { signal } = new AbortController()
  limitTime(signal, 60_000).release()
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
