import { Client } from 'pg'
import type { TestDatabase } from '@/server/db/testing/test-database'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import { createDataKey, modelProviderContext, seal } from '@/server/vault/envelope'
import type { KeyProvider } from '@/server/vault/key-provider'

/** What web and the controller would have written, written by the administrator. */
export function arrange(database: TestDatabase, keys: KeyProvider) {
  const run = async (sql: string, values: unknown[]): Promise<Record<string, unknown>[]> => {
    const client = new Client({ connectionString: database.adminUrl })
    await client.connect()
    try {
      return (await client.query(sql, values)).rows
    } finally {
      await client.end()
    }
  }
  return {
    async dataKey({ tenantId, workspaceId }: SeededTenant) {
      const { wrappedKey, keyEncryptionKey } = await createDataKey(keys)
      await run('INSERT INTO tenant_key VALUES ($1, $2, $3, $4)', [tenantId, workspaceId, wrappedKey, keyEncryptionKey])
      return wrappedKey
    },

    async bundle(
      tenant: SeededTenant,
      digest: string,
      models: string[],
      options: { ageDays?: number; current?: boolean },
    ) {
      const [row] = await run(
        `INSERT INTO bundle (workspace_id, tenant_id, version_id, digest, payload, signature, manifest, created_at)
         VALUES ($1, $2, $3, $4, '', '', $5, now() - $6 * interval '1 day') RETURNING id`,
        [tenant.workspaceId, tenant.tenantId, tenant.versionId, digest, { format: 1, models }, options.ageDays ?? 0],
      )
      if (options.current === true) {
        await run('UPDATE runtime SET desired_bundle_id = $1, observed_bundle_id = $1 WHERE id = $2', [
          row?.id,
          tenant.runtimeId,
        ])
      }
    },

    async provider({ workspaceId }: SeededTenant, baseUrl: string, key: string) {
      await run(
        `INSERT INTO model_provider (workspace_id, base_url, default_model, sealed_key) VALUES ($1, $2, 'house-model', $3)
         ON CONFLICT (workspace_id) DO UPDATE SET base_url = $2, sealed_key = $3`,
        [workspaceId, baseUrl, await seal(keys, key, modelProviderContext(workspaceId))],
      )
    },

    async usage({ tenantId }: SeededTenant) {
      const [row] = await run(
        `SELECT coalesce(sum(model_calls), 0)::int AS calls, coalesce(sum(input_tokens), 0)::int AS input,
                coalesce(sum(output_tokens), 0)::int AS output FROM usage_day WHERE tenant_id = $1`,
        [tenantId],
      )
      return row
    },
  }
}
