import type { Transaction } from '../db/client'
import { startRollout } from '../rollouts/start-rollout'
import { type PublishVersion, publishVersion } from './publish-version'

export type PublishAndRollOut = PublishVersion & {
  workspaceId: string
  author: { id: string; name: string }
  concurrency: number
}

/** The version and its rollout to every tenant of the blueprint, both or neither; no rollout where there is no tenant. */
export async function publishAndRollOut(
  tx: Transaction,
  input: PublishAndRollOut,
): Promise<{ number: number; rollout: { id: string; number: number } | null }> {
  const { number } = await publishVersion(tx, input)
  const tenants = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM tenant t JOIN runtime r ON r.tenant_id = t.id
    WHERE t.blueprint_id = ${input.blueprintId}::uuid AND r.desired_state = 'running' LIMIT 1`
  if (tenants.length === 0) return { number, rollout: null }
  const { workspaceId, blueprintId, concurrency, author } = input
  const rollout = await startRollout(tx, {
    workspaceId,
    blueprintId,
    versionNumber: number,
    kind: 'version',
    concurrency,
    actor: author,
  })
  return { number, rollout }
}
