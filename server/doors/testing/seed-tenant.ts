import { Client } from 'pg'
import type { TestDatabase } from '@/server/db/testing/test-database'

export type SeededTenant = { slug: string; workspaceId: string; tenantId: string; runtimeId: string; versionId: string }

/** A tenant with its runtime, in a workspace of its own. */
export async function seedTenant(database: TestDatabase, slug: string, phase = 'ready'): Promise<SeededTenant> {
  const client = new Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    const one = async (sql: string, values: unknown[]) => {
      const { rows } = await client.query<{ id: string }>(sql, values)
      return rows[0]?.id ?? ''
    }
    const workspaceId = await one('INSERT INTO workspace (slug, name) VALUES ($1, $1) RETURNING id', [`ws-${slug}`])
    const blueprintId = await one('INSERT INTO blueprint (workspace_id, name) VALUES ($1, $2) RETURNING id', [
      workspaceId,
      slug,
    ])
    const versionId = await one(
      `INSERT INTO blueprint_version (workspace_id, blueprint_id, number, document, layout, digest, author_name, message)
       VALUES ($1, $2, 1, '{}', '{}', 'd', 'Ada', 'first') RETURNING id`,
      [workspaceId, blueprintId],
    )
    const tenantId = await one(
      'INSERT INTO tenant (workspace_id, blueprint_id, slug, name) VALUES ($1, $2, $3, $3) RETURNING id',
      [workspaceId, blueprintId, slug],
    )
    const runtimeId = await one(
      `INSERT INTO runtime (workspace_id, tenant_id, engine, observed_phase) VALUES ($1, $2, 'fake', $3) RETURNING id`,
      [workspaceId, tenantId, phase],
    )
    return { slug, workspaceId, tenantId, runtimeId, versionId }
  } finally {
    await client.end()
  }
}
