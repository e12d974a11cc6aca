import { expect, it } from 'vitest'
import type { RuntimeNeeds } from '../blueprint/document'
import { type PlannedTenant, planRollout, type RolloutPlanInput } from './plan'

const needs: RuntimeNeeds = { image: 'default', memoryMb: 256, cpus: 0.5 }

function tenant(slug: string, runtime: Partial<PlannedTenant['runtime']> = {}): PlannedTenant {
  const seen = { phase: 'ready', version: 1, needs, desiredVersion: 1, ...runtime }
  return { id: `id-${slug}`, slug, name: slug, slotValues: {}, runtime: seen }
}

const plan = (tenants: PlannedTenant[], change: Partial<RolloutPlanInput> = {}) =>
  planRollout({ kind: 'version', version: { number: 2, document: { runtime: needs, slots: {} } }, tenants, ...change })

it('is hot where only the bundle differs', () => {
  expect(plan([tenant('acme')]).tenants[0]).toMatchObject({ path: 'hot', fromVersion: 1 })
})

it('is cold where the container must be replaced, and says what differs', () => {
  const document = { runtime: { ...needs, memoryMb: 512, cpus: 1 }, slots: {} }
  const [acme] = plan([tenant('acme')], { version: { number: 2, document } }).tenants
  expect(acme).toMatchObject({ path: 'cold' })
  expect(acme?.why).toContain('memory 256 MB → 512 MB')
  expect(acme?.why).toContain('CPU 0.5 → 1')
})

it('is cold for a runtime that never ran, or does not run now', () => {
  const paths = plan([tenant('new', { version: null, needs: null }), tenant('down', { phase: 'crashed' })]).tenants
  expect(paths.map(({ path }) => path)).toEqual(['cold', 'cold'])
})

it('is nothing for a tenant that is there already; a redeploy restarts even that one', () => {
  const there = tenant('acme', { version: 2, desiredVersion: 2 })
  expect(plan([there]).counts).toEqual({ hot: 0, cold: 0, none: 1, blocked: 0 })
  expect(plan([there], { kind: 'redeploy' }).counts).toEqual({ hot: 0, cold: 1, none: 0, blocked: 0 })
})

it('blocks a tenant whose slots do not fit, and names the slot', () => {
  const company = { type: 'text', label: 'Company', owner: 'tenant', required: true } as const
  const version = { number: 2, document: { runtime: needs, slots: { company } } }
  const filled = { ...tenant('filled'), slotValues: { company: 'Filled Inc.' } }
  const [empty, full] = plan([tenant('empty'), filled], { version }).tenants
  expect(empty).toMatchObject({ path: 'blocked', why: expect.stringContaining('Company') })
  expect(full).toMatchObject({ path: 'hot' })
})

it('a rollback returns to what most of them run now', () => {
  const fleet = [tenant('a', { version: 3 }), tenant('b', { version: 3 }), tenant('c', { version: 1 })]
  expect(plan(fleet).rollbackTo).toBe(3)
  expect(plan([tenant('d', { version: 2 })]).rollbackTo).toBeNull()
})
