import { type BlueprintDocument, documentSchema } from '@/domain/blueprint/document'
import { BulkheadError } from '@/domain/errors'
import { findActiveBlueprint } from '../blueprints/find-blueprint'
import { latestVersion, readVersion } from '../blueprints/read-versions'
import type { Transaction } from '../db/client'
import { createStrand } from '../durable/strands'
import { createDataKey } from '../vault/envelope'
import type { WrappingKey } from '../vault/key-provider'
import { checkSlotValues } from './check-slot-values'
import { parseSlug } from './parse-slug'
import type { SlotValues } from './read-tenants'
import { withSecrets } from './secret-names'
import { partSecrets, setTenantSecret } from './tenant-secrets'

export type CreateTenant = {
  workspaceId: string
  blueprintId: string
  name: string
  slug: string
  slotValues: SlotValues
  engine: string
  wrappingKey: WrappingKey
}

/**
 * A tenant with its own key and its runtime, to run the blueprint's latest version; all of it or nothing. The
 * runtime's strand is what makes the controller provision it.
 */
export async function createTenant(tx: Transaction, input: CreateTenant): Promise<{ id: string; slug: string }> {
  const slug = parseSlug(input.slug)
  const blueprint = await findActiveBlueprint(tx, input.blueprintId)
  const latest = await latestVersion(tx, blueprint.id)
  const slots = latest === null ? null : (await readVersion(tx, blueprint.id, latest.number)).document.slots
  const { open, secrets } = partSecrets(slots ?? (await draftSlots(tx, blueprint.id)), input.slotValues)
  const given = withSecrets(
    open,
    secrets.map(([name]) => name),
  )
  if (slots !== null) checkSlotValues(slots, given)
  const scope = { workspaceId: input.workspaceId }
  const tenantId = await insertTenant(tx, { ...input, slug, slotValues: open })
  for (const [name, value] of secrets) await setTenantSecret(tx, input.wrappingKey, { ...scope, tenantId, name, value })
  await tx.tenantKey.create({
    data: { ...scope, tenantId, ...(await wrapNewKey(input.wrappingKey)) },
    select: { tenantId: true },
  })
  const runtime = await tx.runtime.create({
    data: { ...scope, tenantId, engine: input.engine, desiredVersionId: latest?.id ?? null },
    select: { id: true },
  })
  await createStrand(tx, { machine: 'runtime-lifecycle', subjectId: runtime.id, ...scope, tenantId, label: 'start' })
  return { id: tenantId, slug }
}

/** Slugs are hosts, so they are taken or free across all workspaces; who has one is not told. */
async function insertTenant(tx: Transaction, input: CreateTenant): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO tenant (workspace_id, blueprint_id, slug, name, slot_values)
    VALUES (${input.workspaceId}::uuid, ${input.blueprintId}::uuid, ${input.slug}, ${input.name},
      ${JSON.stringify(input.slotValues)}::jsonb)
    ON CONFLICT (slug) DO NOTHING RETURNING id`
  const [row] = rows
  if (row !== undefined) return row.id
  throw new BulkheadError('slug-taken', `The address “${input.slug}” is taken. Choose another one.`, {
    details: { problems: [{ path: 'slug', message: 'is taken' }] },
  })
}

/** Before there is a version, the draft says which of the values are secrets. */
async function draftSlots(tx: Transaction, blueprintId: string): Promise<BlueprintDocument['slots']> {
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId }, select: { document: true } })
  return documentSchema.pick({ slots: true }).loose().parse(draft.document).slots
}

async function wrapNewKey(key: WrappingKey) {
  const { wrappedKey, keyEncryptionKey } = await createDataKey(key)
  return { wrappedKey: new Uint8Array(wrappedKey), keyEncryptionKey }
}
