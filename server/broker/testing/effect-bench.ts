import { generateKeyPairSync } from 'node:crypto'
import { pino } from 'pino'
import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { bundleHeader } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { createTestDatabase } from '@/server/db/testing/test-database'
import { createDoorsFolder } from '@/server/doors/testing/doors-folder'
import { type SeededTenant, seedTenant } from '@/server/doors/testing/seed-tenant'
import { fileKeyProvider } from '@/server/vault/key-provider'
import { parseAllowList } from '../../egress/allow-list'
import { type Broker, createBroker } from '../broker'
import type { BrokerLimits } from '../limits'
import { arrange } from './arrange'
import { callBroker } from './call-broker'

/** Of each tenant's own current bundle; the same digest in two tenants means two bundles. */
export const bundleDigest = `sha256:${'a'.repeat(64)}`

export type EffectAnswer = {
  status: number
  body: string
  output?: unknown
  replayed?: boolean
  error?: { code: string; message: string; details: Record<string, unknown> }
}

export type EffectBench = Awaited<ReturnType<typeof createEffectBench>>

/** A broker on a real database with tenants of different workspaces, each asking through a door of its own. */
export async function createEffectBench() {
  const keys = fileKeyProvider(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey)
  const database = await createTestDatabase()
  const db = database.connect('broker')
  const given = arrange(database, keys)
  const doors = await createDoorsFolder()
  let broker: Broker | undefined
  let logged = ''

  const open = async (options: { limits?: Partial<BrokerLimits>; allow?: readonly string[]; db?: Database } = {}) => {
    await broker?.close()
    broker = await createBroker({
      db: options.db ?? db,
      doorsFolder: doors.path,
      keys,
      log: pino({ level: 'trace' }, { write: (line: string) => (logged += line) }),
      egressAllow: parseAllowList((options.allow ?? []).join(',')) ?? new Set(),
      limits: options.limits ?? {},
    })
  }

  return {
    given,
    keys,
    db,
    open,
    logged: () => logged,
    closeBroker: async () => {
      await broker?.close()
      broker = undefined
    },
    async tenant(slug: string, manifest: Partial<PermissionManifest> = {}): Promise<SeededTenant> {
      const tenant = await seedTenant(database, slug)
      await given.dataKey(tenant)
      await given.manifest(tenant, bundleDigest, manifest)
      await doors.addRuntime(tenant.runtimeId)
      await broker?.refresh()
      return tenant
    },
    async ask(tenant: SeededTenant, body: object, path = '/v1/effects', signal?: AbortSignal): Promise<EffectAnswer> {
      const answer = await callBroker(doors.socketPath(tenant.runtimeId, 'broker'), path, {
        body,
        headers: { [bundleHeader]: bundleDigest },
        ...(signal ? { signal } : {}),
      })
      return { status: answer.status, body: answer.body, ...JSON.parse(answer.body) }
    },
    raw: (tenant: SeededTenant, path: string, body: object, headers: Record<string, string> = {}) =>
      callBroker(doors.socketPath(tenant.runtimeId, 'broker'), path, {
        body,
        headers: { [bundleHeader]: bundleDigest, ...headers },
      }),
    async close() {
      await broker?.close()
      await doors.remove()
      await database.close()
    },
  }
}

export const mail = (key: string, args: object = {}) => ({
  kind: 'skill',
  key,
  skill: 'email',
  action: 'send',
  args: { to: 'bo@x.test', subject: 'Hi', text: 'hello', ...args },
})

export const hook = (key: string, url: string, more: object = {}) => ({
  kind: 'webhook',
  key,
  url,
  event: 'order.created',
  data: { id: 42 },
  at: '2026-11-25T10:00:00.000Z',
  headers: [],
  ...more,
})
