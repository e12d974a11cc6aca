import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleHeader } from '@/domain/runtime/broker-api'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import { createEffectBench, type EffectBench } from './testing/effect-bench'

let bench: EffectBench

beforeAll(async () => {
  bench = await createEffectBench()
  await bench.open()
})
afterAll(() => bench.close())

describe('a bundle that was superseded', () => {
  it('may be called under as long as it says itself, and one of the first format for a day', async () => {
    const rolling = await bench.tenant('rolling')
    const made = (letter: string, manifest: object, hoursAgo: number) =>
      bench.given.run(
        `INSERT INTO bundle (workspace_id, tenant_id, version_id, digest, payload, signature, manifest, created_at)
         VALUES ($1, $2, $3, $4, '', '', $5, now() - $6 * interval '1 hour')`,
        [rolling.workspaceId, rolling.tenantId, rolling.versionId, `sha256:${letter.repeat(64)}`, manifest, hoursAgo],
      )
    const second = { ...(await currentManifest(rolling)), drainHours: 30 }
    await made('1', { format: 1, models: ['default'] }, 100)
    await made('2', second, 60)
    await made('3', { format: 1, models: ['default'] }, 40)
    await made('4', second, 31)
    await made('5', second, 29)
    await made('6', { format: 1, models: ['default'] }, 23)
    const hello = { model: 'default', messages: [{ role: 'user', content: 'hi' }] }
    const status = async (letter: string) => {
      const headers = { [bundleHeader]: `sha256:${letter.repeat(64)}` }
      return (await bench.raw(rolling, '/v1/chat/completions', hello, headers)).status
    }
    // Superseded 60, 40, 31, 29, 23 hours ago and just now.
    expect(await Promise.all(['1', '2', '3', '4', '5', '6'].map(status))).toEqual([403, 403, 403, 200, 200, 200])
  })

  async function currentManifest(tenant: SeededTenant): Promise<object> {
    const [row] = await bench.given.run('SELECT manifest FROM bundle WHERE tenant_id = $1', [tenant.tenantId])
    return row?.manifest as object
  }
})
