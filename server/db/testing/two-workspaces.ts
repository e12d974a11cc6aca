import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'

export type SeededTenant = { id: string; slug: string; runtimeId: string }
export type SeededWorkspace = { id: string; ownerId: string; customerId: string; tenants: SeededTenant[] }

/** Two workspaces with two tenants each, and at least one row of theirs in every table; as administrator. */
export async function seedTwoWorkspaces(admin: Client): Promise<SeededWorkspace[]> {
  const workspaces: SeededWorkspace[] = []
  for (const name of ['acme', 'globex']) workspaces.push(await seedWorkspace(admin, name))
  return workspaces
}

async function seedWorkspace(admin: Client, name: string): Promise<SeededWorkspace> {
  const id = randomUUID()
  const ownerId = await seedPerson(admin, `owner-of-${name}`)
  const customerId = await seedPerson(admin, `customer-of-${name}`)
  await admin.query('INSERT INTO workspace (id, slug, name) VALUES ($1, $2, $2)', [id, name])
  await admin.query(`INSERT INTO model_provider VALUES ($1, 'https://models.test', 'm', '{}')`, [id])
  await admin.query(`INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, $2, 'owner')`, [id, ownerId])
  const work = await seedBlueprint(admin, id, ownerId)
  const tenants: SeededTenant[] = []
  for (const index of [1, 2]) tenants.push(await seedTenant(admin, { id, ...work }, `${name}-${index}`))
  await seedPreview(admin, id, work.blueprintId, `preview-${name}`)
  await admin.query(`INSERT INTO membership (workspace_id, user_id, role, tenant_id) VALUES ($1, $2, 'customer', $3)`, [
    id,
    customerId,
    tenants[0]?.id,
  ])
  return { id, ownerId, customerId, tenants }
}

async function seedPerson(admin: Client, id: string): Promise<string> {
  const soon = `now() + interval '1 hour'`
  await admin.query('INSERT INTO auth_user (id, name, email) VALUES ($1, $1, $1)', [id])
  await admin.query(`INSERT INTO auth_session (id, "userId", token, "expiresAt") VALUES ($1, $1, $1, ${soon})`, [id])
  await admin.query(
    `INSERT INTO auth_account (id, "userId", "accountId", "providerId") VALUES ($1, $1, $1, 'credential')`,
    [id],
  )
  await admin.query(`INSERT INTO auth_verification (id, identifier, value, "expiresAt") VALUES ($1, $1, $1, ${soon})`, [
    id,
  ])
  await admin.query(`INSERT INTO auth_rate_limit (id, key, count, "lastRequest") VALUES ($1, $1, 1, 1)`, [id])
  return id
}

type Work = { blueprintId: string; versionId: string; rolloutId: string }

async function seedBlueprint(admin: Client, workspaceId: string, ownerId: string): Promise<Work> {
  const [blueprintId, versionId, rolloutId] = [randomUUID(), randomUUID(), randomUUID()]
  await admin.query(`INSERT INTO blueprint (id, workspace_id, name) VALUES ($1, $2, 'Desk')`, [
    blueprintId,
    workspaceId,
  ])
  await admin.query(
    `INSERT INTO blueprint_draft (blueprint_id, workspace_id, document, layout, updated_by) VALUES ($1, $2, '{}', '{}', $3)`,
    [blueprintId, workspaceId, ownerId],
  )
  await admin.query(
    `INSERT INTO blueprint_version (id, workspace_id, blueprint_id, number, document, layout, digest, author_name, message)
     VALUES ($1, $2, $3, 1, '{}', '{}', 'd', 'a', 'm')`,
    [versionId, workspaceId, blueprintId],
  )
  await admin.query(
    `INSERT INTO draft_change (workspace_id, blueprint_id, sequence, id, author_name, changes, words, lost)
     VALUES ($1, $2, 2, gen_random_uuid(), 'a', '{}', '{}', '[]')`,
    [workspaceId, blueprintId],
  )
  await admin.query(`INSERT INTO blueprint_version_name VALUES ($1, $2, 1, 'Summer')`, [workspaceId, blueprintId])
  await admin.query(
    `INSERT INTO blueprint_draft_aside (workspace_id, blueprint_id, document, layout, edited_at, set_aside_by_name)
     VALUES ($1, $2, '{}', '{}', now(), 'a')`,
    [workspaceId, blueprintId],
  )
  await admin.query(
    `INSERT INTO rollout (id, workspace_id, number, blueprint_id, version_id, kind, concurrency, started_by_name)
     VALUES ($1, $2, 1, $3, $4, 'version', 1, 'a')`,
    [rolloutId, workspaceId, blueprintId, versionId],
  )
  await admin.query(
    `INSERT INTO strand (workspace_id, machine, subject_id, label) VALUES ($1, 'rollout', $2, 'start')`,
    [workspaceId, rolloutId],
  )
  return { blueprintId, versionId, rolloutId }
}

async function seedPreview(admin: Client, workspaceId: string, blueprintId: string, slug: string): Promise<void> {
  const id = randomUUID()
  await admin.query(
    `INSERT INTO tenant (id, workspace_id, blueprint_id, slug, name, kind, tried_at)
     VALUES ($1, $2, $3, $4, $4, 'preview', now())`,
    [id, workspaceId, blueprintId, slug],
  )
  await admin.query(
    `INSERT INTO preview_draft (workspace_id, tenant_id, blueprint_id, number, document, digest)
     VALUES ($1, $2, $3, 2, '{}', 'd')`,
    [workspaceId, id, blueprintId],
  )
}

async function seedTenant(admin: Client, work: Work & { id: string }, slug: string): Promise<SeededTenant> {
  const [id, runtimeId] = [randomUUID(), randomUUID()]
  const scope = [work.id, id]
  await admin.query('INSERT INTO tenant (workspace_id, id, blueprint_id, slug, name) VALUES ($1, $2, $3, $4, $4)', [
    ...scope,
    work.blueprintId,
    slug,
  ])
  await admin.query(
    `INSERT INTO tenant_key (workspace_id, tenant_id, wrapped_key, key_encryption_key) VALUES ($1, $2, 'k', 'k')`,
    scope,
  )
  await admin.query(
    `INSERT INTO bundle (workspace_id, tenant_id, version_id, digest, payload, signature, manifest)
     VALUES ($1, $2, $3, 'd', 'p', 's', '{}')`,
    [...scope, work.versionId],
  )
  await admin.query(
    `INSERT INTO runtime (workspace_id, tenant_id, id, engine, desired_version_id) VALUES ($1, $2, $3, 'docker', $4)`,
    [...scope, runtimeId, work.versionId],
  )
  await admin.query(
    `INSERT INTO incident (workspace_id, tenant_id, kind, summary) VALUES ($1, $2, 'crash', 's')`,
    scope,
  )
  await admin.query(
    `INSERT INTO approval (workspace_id, tenant_id, id, runtime_id, run_id, label, blueprint_version, people, asked_at,
       deadline_at, view_key)
     VALUES ($1, $2, $3, $4, $3, 'Refund', 1, '{}', now(), now() + interval '1 day', 'k')`,
    [...scope, randomUUID(), runtimeId],
  )
  await admin.query(
    `INSERT INTO runtime_status (workspace_id, tenant_id, running, waiting, draining, status_at)
     VALUES ($1, $2, 0, 1, '[]', now())`,
    scope,
  )
  await admin.query(`INSERT INTO usage_day (workspace_id, tenant_id, day) VALUES ($1, $2, current_date)`, scope)
  await admin.query(
    `INSERT INTO connection (workspace_id, tenant_id, skill, sealed_secrets) VALUES ($1, $2, 'email', '{}')`,
    scope,
  )
  await admin.query(
    `INSERT INTO tenant_secret (workspace_id, tenant_id, name, sealed_value) VALUES ($1, $2, 'api_key', '{}')`,
    scope,
  )
  await admin.query(
    `INSERT INTO effect (workspace_id, tenant_id, key, subject_digest, skill, action, lease_until, lease_token)
     VALUES ($1, $2, 'k', 'd', 'email', 'send', now(), gen_random_uuid())`,
    scope,
  )
  await admin.query('INSERT INTO rollout_target (workspace_id, tenant_id, rollout_id) VALUES ($1, $2, $3)', [
    ...scope,
    work.rolloutId,
  ])
  await admin.query(
    `INSERT INTO strand (workspace_id, tenant_id, machine, subject_id, label)
     VALUES ($1, $2, 'runtime-lifecycle', $3, 'start')`,
    [...scope, runtimeId],
  )
  return { id, slug, runtimeId }
}
