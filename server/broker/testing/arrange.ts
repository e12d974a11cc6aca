import { Client } from 'pg'
import { emptyManifest, type PermissionManifest } from '@/domain/blueprint/manifest'
import type { TestDatabase } from '@/server/db/testing/test-database'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import {
  connectionContext,
  createDataKey,
  modelProviderContext,
  seal,
  tenantSecretContext,
} from '@/server/vault/envelope'
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

    /** What the tenant runs now, and may do. */
    async manifest(tenant: SeededTenant, digest: string, manifest: Partial<PermissionManifest>) {
      const [row] = await run(
        `INSERT INTO bundle (workspace_id, tenant_id, version_id, digest, payload, signature, manifest)
         VALUES ($1, $2, $3, $4, '', '', $5)
         ON CONFLICT (tenant_id, digest) DO UPDATE SET manifest = $5 RETURNING id`,
        [tenant.workspaceId, tenant.tenantId, tenant.versionId, digest, { ...emptyManifest(['default']), ...manifest }],
      )
      await run('UPDATE runtime SET desired_bundle_id = $1, observed_bundle_id = $1 WHERE id = $2', [
        row?.id,
        tenant.runtimeId,
      ])
    },

    async connection({ tenantId, workspaceId }: SeededTenant, skill: string, fields: object, secrets: object) {
      const sealed = await seal(keys, JSON.stringify(secrets), connectionContext(tenantId, skill))
      await run('DELETE FROM connection WHERE tenant_id = $1 AND skill = $2', [tenantId, skill])
      await run(
        `INSERT INTO connection (tenant_id, workspace_id, skill, fields, sealed_secrets) VALUES ($1, $2, $3, $4, $5)`,
        [tenantId, workspaceId, skill, fields, sealed],
      )
    },

    async secret({ tenantId, workspaceId }: SeededTenant, name: string, value: string) {
      const sealed = await seal(keys, value, tenantSecretContext(tenantId, name))
      await run('DELETE FROM tenant_secret WHERE tenant_id = $1 AND name = $2', [tenantId, name])
      await run('INSERT INTO tenant_secret (tenant_id, workspace_id, name, sealed_value) VALUES ($1, $2, $3, $4)', [
        tenantId,
        workspaceId,
        name,
        sealed,
      ])
    },

    async approval(
      { tenantId, workspaceId, runtimeId }: SeededTenant,
      subject: string,
      state: string,
      by = 'ada@x.test',
    ) {
      const decided = state === 'approved' || state === 'denied'
      const [row] = await run(
        `INSERT INTO approval (id, workspace_id, tenant_id, runtime_id, run_id, label, blueprint_version, people, asked_at,
           deadline_at, subject_digest, view_key, state, decided_by, decided_at)
         VALUES (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'Send', 1, '{}', now(), now() + interval '1 day', $4,
           'v', $5, $6, $7) RETURNING id`,
        [workspaceId, tenantId, runtimeId, subject, state, decided ? by : null, decided ? new Date() : null],
      )
      return String(row?.id)
    },

    /** What the ledger says, the oldest first. */
    effects: ({ tenantId }: SeededTenant) =>
      run(
        'SELECT key, state, attempts, sealed_response::text AS sealed FROM effect WHERE tenant_id = $1 ORDER BY created_at',
        [tenantId],
      ),

    run,

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
