import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { findActiveBlueprint } from './find-blueprint'
import { lockDraft } from './lock-draft'
import { readVersion } from './read-versions'

export type NameVersion = { blueprintId: string; number: number; name: string | null }

/** Puts a name beside the number of a version, another one, or none. The version itself stays as it was published. */
export async function nameVersion(tx: Transaction, { blueprintId, number, name }: NameVersion): Promise<void> {
  const { workspaceId } = await findActiveBlueprint(tx, blueprintId)
  // Two at once: the second waits here, and then finds the name that the first has given.
  await lockDraft(tx, blueprintId)
  await readVersion(tx, blueprintId, number)
  if (name === null) {
    await tx.blueprintVersionName.deleteMany({ where: { blueprintId, number } })
    return
  }
  await refuseTaken(tx, { blueprintId, number, name })
  await tx.blueprintVersionName.upsert({
    where: { blueprintId_number: { blueprintId, number } },
    create: { workspaceId, blueprintId, number, name },
    update: { name },
    select: { number: true },
  })
}

async function refuseTaken(tx: Transaction, { blueprintId, number, name }: NameVersion & { name: string }) {
  const [other] = await tx.$queryRaw<{ number: number }[]>`
    SELECT number FROM blueprint_version_name
    WHERE blueprint_id = ${blueprintId}::uuid AND lower(name) = lower(${name}) AND number <> ${number}`
  if (other === undefined) return
  throw new BulkheadError(
    'conflict',
    `v${other.number} is called “${name}”. Choose another name, or take it off v${other.number} first.`,
    { details: { version: other.number } },
  )
}
