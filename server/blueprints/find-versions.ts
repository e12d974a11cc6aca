import type { SubflowReference } from '@/domain/blueprint/exchange/blueprint-file'
import type { SubflowTarget } from '@/domain/blueprint/subflows'
import type { SqlTransaction } from '../db/sql'

export type WantedVersions = {
  /** Of this workspace. */
  calls: readonly SubflowTarget[]
  /** Of any: found by what they say, or by their name. */
  like: readonly Pick<SubflowReference, 'name' | 'digest'>[]
}

/** More than anybody has of one name; the newest are given. */
const mostRows = 500

/** The versions of this workspace that are asked for, with what tells them anywhere. Row-level security keeps to it. */
export function findVersions(tx: SqlTransaction, { calls, like }: WantedVersions): Promise<SubflowReference[]> {
  return tx.$queryRaw<SubflowReference[]>`
    SELECT b.id AS blueprint, v.number AS version, b.name, v.digest
    FROM blueprint_version v
    JOIN blueprint b ON b.id = v.blueprint_id
    WHERE v.digest = ANY(${like.map(({ digest }) => digest)}::text[])
      OR b.name = ANY(${like.map(({ name }) => name)}::text[])
      OR (b.id, v.number) IN (
        SELECT wanted.blueprint, wanted.number
        FROM unnest(${calls.map(({ blueprint }) => blueprint)}::uuid[], ${calls.map(({ version }) => version)}::int[])
          AS wanted (blueprint, number))
    ORDER BY v.created_at DESC, v.id
    LIMIT ${mostRows}`
}
