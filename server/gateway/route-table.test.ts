import { beforeEach, expect, it } from 'vitest'
import { type Route, RouteTable } from './route-table'

const acme: Route = {
  tenantId: 't',
  workspaceId: 'w',
  runtime: { id: 'r', desiredState: 'running', observedPhase: 'ready' },
}

let time: number
let reads: string[]
let answer: () => Promise<Route | null>
let table: RouteTable
beforeEach(() => {
  time = 0
  reads = []
  answer = async () => acme
  const read = (slug: string) => {
    reads.push(slug)
    return answer()
  }
  table = new RouteTable(read, { lookups: 2 }, () => time)
})

it('reads a route once for all who ask, and again when it is a few seconds old', async () => {
  expect(await Promise.all([table.find('acme'), table.find('acme')])).toEqual([acme, acme])
  time = 4_999
  expect(table.find('acme')).toBe(acme)
  time = 5_000
  await table.find('acme')
  expect(reads).toEqual(['acme', 'acme'])
})

it('remembers for a moment that nobody is there, until a door appears', async () => {
  answer = async () => null
  expect(await table.find('acme')).toBeNull()
  expect(table.find('acme')).toBeNull()
  table.forgetAbsent()
  answer = async () => acme
  expect(await table.find('acme')).toBe(acme)
})

it('serves what it knew while the database is away, and says so about what it never knew', async () => {
  await table.find('acme')
  time = 60_000
  answer = () => Promise.reject(new Error('connection refused'))
  expect(await table.find('acme')).toBe(acme)
  await expect(table.find('umbrella')).rejects.toMatchObject({ status: 503 })
  time = 700_000
  await expect(table.find('acme')).rejects.toMatchObject({ status: 503 })
})

it('bounds the look-ups of addresses that nobody has', async () => {
  answer = () => new Promise(() => undefined)
  void table.find('one')
  void table.find('two')
  await expect(table.find('three')).rejects.toMatchObject({ status: 503, code: 'over-limit' })
})
