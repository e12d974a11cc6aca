import { expect, it } from 'vitest'
import type { SqlTransaction } from '@/server/db/sql'
import { waitFor } from '@/server/doors/testing/wait-for'
import { createLogger } from '@/server/log'
import { LatestReports, type LatestReportsOptions, type Report } from './latest-reports'

/** Every runtime belongs to the workspace that its name begins with; nothing is kept but what `write` was given. */
const db: LatestReportsOptions<string>['db'] = {
  $queryRaw: async <T>(_sql: TemplateStringsArray, runtimeIds: unknown) =>
    (runtimeIds as string[]).map((runtimeId) => ({
      runtimeId,
      workspaceId: runtimeId.slice(0, 1),
      tenantId: runtimeId,
    })) as T,
  $executeRaw: async () => 0,
  inScope: (_scope, work) => work({} as SqlTransaction),
  close: async () => undefined,
}

function reports(write: (batch: readonly Report<string>[]) => void, isThere = () => true) {
  return new LatestReports<string>({
    db,
    log: createLogger('controller', 'silent'),
    what: 'words',
    windowMs: 1,
    weigh: () => 1,
    mostWeight: 2,
    isThere,
    write: async (_tx, batch) => {
      write(batch)
      return () => undefined
    },
  })
}

it('only the last word of a runtime is written, with its workspace’s others and not too many at once', async () => {
  const batches: string[][] = []
  const latest = reports((batch) => batches.push(batch.map(({ runtimeId, said }) => `${runtimeId}=${said}`)))
  for (const [runtimeId, said] of [
    ['a1', 'old'],
    ['a2', 'x'],
    ['b1', 'x'],
    ['a3', 'x'],
    ['a1', 'new'],
  ] as const) {
    latest.add(runtimeId, said)
  }
  await latest.close()
  expect(batches).toEqual([['a1=new', 'a2=x'], ['b1=x'], ['a3=x']])
})

it('one that cannot be written holds up nobody, and is tried again, with what it says by then', async () => {
  const written: string[] = []
  let broken = true
  const latest = reports((batch) => {
    if (broken && batch.some(({ runtimeId }) => runtimeId === 'a1')) throw new Error('refused')
    written.push(...batch.map(({ runtimeId, said }) => `${runtimeId}=${said}`))
  })
  latest.add('a1', 'first')
  latest.add('a2', 'x')
  await waitFor('the neighbour', () => written.includes('a2=x'))
  broken = false
  latest.add('a1', 'second')
  await waitFor('written', () => written.includes('a1=second'))
  await latest.close()
  expect(written).toEqual(['a2=x', 'a1=second'])
})

it('the word of one that is gone is not tried again', async () => {
  let tries = 0
  const latest = reports(
    () => {
      tries += 1
      throw new Error('refused')
    },
    () => false,
  )
  latest.add('a1', 'x')
  await waitFor('tried', () => tries === 1)
  await latest.close()
  expect(tries).toBe(1)
})
