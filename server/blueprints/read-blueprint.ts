import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import type { Transaction } from '../db/client'
import { findBlueprint } from './find-blueprint'
import { latestVersion } from './read-versions'

export type BlueprintDetail = {
  id: string
  name: string
  archivedAt: Date | null
  draft: { document: BlueprintDocument; layout: Layout; revision: number; updatedAt: Date; updatedBy: string | null }
  latestVersion: number | null
  publishedDigest: string | null
  tenantCount: number
}

export async function readBlueprint(tx: Transaction, id: string): Promise<BlueprintDetail> {
  const { name, archivedAt } = await findBlueprint(tx, id)
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId: id } })
  const editor =
    draft.updatedBy === null
      ? null
      : await tx.authUser.findUnique({ where: { id: draft.updatedBy }, select: { name: true } })
  const latest = await latestVersion(tx, id)
  return {
    id,
    name,
    archivedAt,
    draft: {
      // What saveDraft let in was parsed there.
      document: draft.document as BlueprintDocument,
      layout: draft.layout as Layout,
      revision: draft.revision,
      updatedAt: draft.updatedAt,
      updatedBy: editor?.name ?? null,
    },
    latestVersion: latest?.number ?? null,
    publishedDigest: latest?.digest ?? null,
    tenantCount: await tx.tenant.count({ where: { blueprintId: id, kind: 'customer' } }),
  }
}
