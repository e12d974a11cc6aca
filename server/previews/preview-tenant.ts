import { randomBytes } from 'node:crypto'
import { previewSlugPrefix } from '@/domain/tenant/slug'
import type { Transaction } from '../db/client'
import { createStrand, nudgeStrand } from '../durable/strands'
import type { SlotValues } from '../tenants/read-tenants'
import { createDataKey } from '../vault/envelope'
import type { WrappingKey } from '../vault/key-provider'

export type Preview = {
  tenantId: string
  runtimeId: string
  slotValues: SlotValues
  /** Of the drawing that it is to run; null before the first. */
  digest: string | null
  number: number | null
  removing: boolean
}

export async function findPreview(tx: Transaction, blueprintId: string): Promise<Preview | null> {
  const rows = await tx.$queryRaw<Preview[]>`
    SELECT t.id AS "tenantId", r.id AS "runtimeId", t.slot_values AS "slotValues", d.digest, d.number,
      r.desired_state = 'removed' AS removing
    FROM tenant t
    JOIN runtime r ON r.tenant_id = t.id
    LEFT JOIN preview_draft d ON d.id = r.desired_draft_id
    WHERE t.blueprint_id = ${blueprintId}::uuid AND t.kind = 'preview'`
  return rows[0] ?? null
}

/** Of a workspace, at the same time: each is a runtime that somebody's machine carries. */
export const previewsAtOnce = 20

type NewPreview = { workspaceId: string; blueprintId: string; name: string; engine: string; wrappingKey: WrappingKey }

/** A tenant like any other, with a key and a runtime of its own; its address cannot be guessed. */
export async function createPreview(tx: Transaction, input: NewPreview): Promise<Preview> {
  const { workspaceId, blueprintId, name, engine } = input
  await makeRoom(tx)
  const { id: tenantId } = await tx.tenant.create({
    data: {
      workspaceId,
      blueprintId,
      name,
      slug: `${previewSlugPrefix}${randomBytes(12).toString('hex')}`,
      kind: 'preview',
      triedAt: new Date(),
    },
    select: { id: true },
  })
  const { wrappedKey, keyEncryptionKey } = await createDataKey(input.wrappingKey)
  await tx.tenantKey.create({
    data: { workspaceId, tenantId, wrappedKey: new Uint8Array(wrappedKey), keyEncryptionKey },
    select: { tenantId: true },
  })
  const { id: runtimeId } = await tx.runtime.create({ data: { workspaceId, tenantId, engine }, select: { id: true } })
  const strand = { machine: 'runtime-lifecycle', subjectId: runtimeId, workspaceId, tenantId, label: 'start' }
  await createStrand(tx, strand)
  return { tenantId, runtimeId, slotValues: {}, digest: null, number: null, removing: false }
}

/** Those that were not used for longest give way. */
async function makeRoom(tx: Transaction): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM tenant t JOIN runtime r ON r.tenant_id = t.id
    WHERE t.kind = 'preview' AND r.desired_state = 'running'
    ORDER BY t.tried_at DESC, t.id OFFSET ${previewsAtOnce - 1}`
  for (const { id } of rows) {
    await nudgeStrand(tx, { machine: 'runtime-lifecycle', subjectId: id })
    await tx.$executeRaw`
      UPDATE runtime SET desired_state = 'removed', desired_generation = desired_generation + 1 WHERE id = ${id}::uuid`
  }
}

/** The controller compiles it and pushes it to the runtime. */
export async function desireDraft(tx: Transaction, { runtimeId }: Preview, draftId: string): Promise<void> {
  // The strand before the runtime, as the controller locks them.
  await nudgeStrand(tx, { machine: 'runtime-lifecycle', subjectId: runtimeId })
  await tx.$executeRaw`
    UPDATE runtime SET desired_draft_id = ${draftId}::uuid, desired_generation = desired_generation + 1
    WHERE id = ${runtimeId}::uuid`
}
