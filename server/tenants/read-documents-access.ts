import { noTenant } from '../accounts/find-member'
import type { Transaction } from '../db/client'
import { withUrl } from './tenant-url'

/** What a browser needs in order to bring documents to a tenant's own runtime: they never pass through here. */
export type DocumentsAccess = {
  slug: string
  url: string
  /** Opens the tenant's documents at `url`, to see, add and remove, and nothing else. Null before its runtime has said one. */
  key: string | null
  /** What blocks of its version search; when none does, what such a block searches at first. */
  collections: string[]
  /** Whether any block does. */
  searched: boolean
}

/** What a block "Search documents" looks in when nothing is changed. */
const usualCollection = 'documents'

export async function readDocumentsAccess(
  tx: Transaction,
  slug: string,
  settings: { tenantUrl: string },
): Promise<DocumentsAccess> {
  const rows = await tx.$queryRaw<{ collections: string[]; key: string | null }[]>`
    SELECT r.document_collections AS collections, s.documents_key AS key
    FROM tenant t
    JOIN runtime r ON r.tenant_id = t.id
    LEFT JOIN runtime_status s ON s.tenant_id = t.id
    WHERE t.slug = ${slug}`
  const [row] = rows
  if (row === undefined) throw noTenant(slug)
  const searched = row.collections.length > 0
  return {
    ...withUrl(settings.tenantUrl)({ slug }),
    key: row.key,
    collections: searched ? row.collections : [usualCollection],
    searched,
  }
}
