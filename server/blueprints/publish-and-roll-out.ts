import type { Transaction } from '../db/client'
import { startRollout } from '../rollouts/start-rollout'
import { type PublishVersion, publishVersion } from './publish-version'
import { hasTenants } from './roll-out-blueprint'

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
  if (!(await hasTenants(tx, input.blueprintId))) return { number, rollout: null }
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
