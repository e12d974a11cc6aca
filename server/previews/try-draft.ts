import { digestOf } from '@/domain/blueprint/digest'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { isError, lint } from '@/domain/blueprint/lint'
import { parseDocument } from '@/domain/blueprint/parse'
import { checkSubflows } from '@/domain/blueprint/subflows'
import { BulkheadError } from '@/domain/errors'
import { asJson } from '../blueprints/as-json'
import { findActiveBlueprint } from '../blueprints/find-blueprint'
import { lockDraft } from '../blueprints/lock-draft'
import { readSubflows } from '../blueprints/read-subflows'
import { latestVersion } from '../blueprints/read-versions'
import type { Transaction } from '../db/client'
import { checkSlotValues } from '../tenants/check-slot-values'
import type { SlotValues } from '../tenants/read-tenants'
import { secretNames, withSecrets } from '../tenants/secret-names'
import { partSecrets, setTenantSecret } from '../tenants/tenant-secrets'
import type { WrappingKey } from '../vault/key-provider'
import { createPreview, desireDraft, findPreview, type Preview } from './preview-tenant'

export type TryDraft = {
  workspaceId: string
  blueprintId: string
  /** The drawing on the builder's screen, saved or not. */
  document: unknown
  /** Left out: those of the last test. */
  slotValues?: SlotValues | undefined
  engine: string
  wrappingKey: WrappingKey
}

/**
 * Has the preview of a blueprint run this drawing, and makes the preview when there is none. A drawing with lint errors, or
 * with slots that have no fitting value, is refused before anything starts. The digest says which drawing will answer.
 */
export async function tryDraft(tx: Transaction, input: TryDraft): Promise<{ digest: string; tenantId: string }> {
  const { workspaceId, blueprintId } = input
  const { name } = await findActiveBlueprint(tx, blueprintId)
  // Two builders at once: the second finds the preview that the first has made.
  await lockDraft(tx, blueprintId)
  const document = parseDocument(input.document)
  refuseLintErrors(document)
  const subflows = await readSubflows(tx, document)
  checkSubflows({ blueprint: blueprintId, name, document }, subflows)
  const called = [...subflows.values()].map((source) => source.document.slots)
  const slots: BlueprintDocument['slots'] = Object.assign({}, ...called, document.slots)

  const preview =
    (await findPreview(tx, blueprintId)) ?? (await createPreview(tx, { ...input, name: `Preview of ${name}` }))
  if (preview.removing) {
    throw new BulkheadError('conflict', 'The last preview is being removed. Try again in a moment.')
  }
  const changed = await setValues(tx, input, preview, slots)
  const digest = digestOf(document)
  const number = ((await latestVersion(tx, blueprintId))?.number ?? 0) + 1
  await tx.tenant.update({ where: { id: preview.tenantId }, data: { triedAt: new Date() }, select: { id: true } })
  if (changed || preview.digest !== digest || preview.number !== number) {
    const draft = await tx.previewDraft.create({
      data: { workspaceId, tenantId: preview.tenantId, blueprintId, number, document: asJson(document), digest },
      select: { id: true },
    })
    await desireDraft(tx, preview, draft.id)
  }
  return { digest, tenantId: preview.tenantId }
}

/** Whether the runtime needs another bundle for them. */
async function setValues(
  tx: Transaction,
  { workspaceId, slotValues, wrappingKey }: TryDraft,
  { tenantId, slotValues: before }: Preview,
  slots: BlueprintDocument['slots'],
): Promise<boolean> {
  const { open, secrets } = partSecrets(slots, slotValues ?? before)
  for (const [name, value] of secrets) await setTenantSecret(tx, wrappingKey, { workspaceId, tenantId, name, value })
  checkSlotValues(slots, withSecrets(open, (await secretNames(tx, [tenantId])).get(tenantId)))
  if (slotValues === undefined) return false
  await tx.tenant.update({ where: { id: tenantId }, data: { slotValues: open }, select: { id: true } })
  return secrets.length > 0 || JSON.stringify(sorted(open)) !== JSON.stringify(sorted(before))
}

const sorted = (values: SlotValues) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))

function refuseLintErrors(document: BlueprintDocument): void {
  const errors = lint(document).filter(isError)
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new BulkheadError('lint-failed', `This drawing cannot be tested yet: ${first.message}${rest}`, {
    details: { problems: errors },
  })
}
