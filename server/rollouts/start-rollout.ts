import { randomUUID } from 'node:crypto'
import type { RolloutKind } from '@/domain/rollout/plan'
import type { Transaction } from '@/server/db/client'
import { createStrand } from '@/server/durable/strands'
import { findVersion, planRollout } from './plan-rollout'

export type StartRollout = {
  workspaceId: string
  blueprintId: string
  versionNumber: number
  kind: RolloutKind
  /** How many tenants change at the same time, 1 to 500. */
  concurrency: number
  actor: { id: string | null; name: string }
  /** Some of the blueprint's tenants only, e.g. one whose slot values changed. All of them when left out. */
  tenantIds?: readonly string[]
}

/**
 * Writes the rollout, a target per tenant and the strand that carries it out: all of it, or nothing. Tenants that the
 * plan calls blocked get a target too, and will be told apart from the healthy by their reason.
 */
export async function startRollout(tx: Transaction, input: StartRollout): Promise<{ id: string; number: number }> {
  const version = await findVersion(tx, input.blueprintId, input.versionNumber)
  const plan = await planRollout(tx, input)
  const number = await nextNumber(tx, input.workspaceId)
  const id = randomUUID()
  await tx.rollout.createMany({
    data: {
      id,
      workspaceId: input.workspaceId,
      number,
      blueprintId: input.blueprintId,
      versionId: version.id,
      kind: input.kind,
      concurrency: input.concurrency,
      startedBy: input.actor.id,
      startedByName: input.actor.name,
    },
  })
  await tx.rolloutTarget.createMany({
    data: plan.tenants.map((tenant) => ({
      workspaceId: input.workspaceId,
      rolloutId: id,
      tenantId: tenant.tenantId,
      path: tenant.path === 'blocked' ? null : tenant.path,
    })),
  })
  await createStrand(tx, { machine: 'rollout', subjectId: id, workspaceId: input.workspaceId, label: 'start' })
  return { id, number }
}

/** Numbers have no gaps and no doubles: starts in one workspace wait for each other until they commit. */
async function nextNumber(tx: Transaction, workspaceId: string): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`rollout:${workspaceId}`}, 0))`
  const last = await tx.rollout.aggregate({ where: { workspaceId }, _max: { number: true } })
  return (last._max.number ?? 0) + 1
}
