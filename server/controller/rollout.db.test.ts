import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestFleet, type TestFleet } from './testing/test-fleet'

let fleet: TestFleet
beforeEach(async () => {
  fleet = await createTestFleet()
})
afterEach(() => fleet.close())

it('a new tenant is provisioned, gets its bundle, and is ready', async () => {
  await fleet.publish(1)
  await fleet.startController()
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  await fleet.untilReady([tenant], 1)
  expect(fleet.calls('ensure')).toBe(1)
  expect(fleet.diary.applied).toHaveLength(1)
})

it('a rollout reaches live runtimes hot: no container is touched', async () => {
  await fleet.publish(1)
  await fleet.publish(2)
  await fleet.addTenants(20, 1)
  await fleet.startController()
  await fleet.untilReady(fleet.tenants, 1)
  const { number } = await fleet.rollOut(2)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.state).toBe('succeeded')
  expect(rollout.counts.healthy).toBe(20)
  expect(new Set(rollout.targets.map((target) => target.path))).toEqual(new Set(['hot']))
  expect(fleet.calls('ensure')).toBe(20)
  expect(fleet.diary.applied.filter((one) => one.version === 2)).toHaveLength(20)
})
