import { done, hop } from '@/server/durable/outcome'
import type { LifecycleStep } from './steps'

/** The container, its doors and its data go; then the tenant's rows, and with them this strand. */
export const destroy: LifecycleStep = async (deps, { workspaceId }, record) => {
  if (record.desired.state !== 'removed') return hop('watch')
  await deps.engine.remove(record.id, { graceMs: deps.timing.graceMs, keepData: false })
  await deps.refreshDoors()
  return done(
    { removed: true },
    {
      commit: async (tx) => {
        // Rollouts that wait for this tenant count again without it.
        await tx.$executeRaw`UPDATE strand SET wake_at = now() WHERE finished_at IS NULL AND id IN (
          SELECT parent_id FROM strand WHERE tenant_id = ${record.tenantId}::uuid AND finished_at IS NULL)`
        await tx.$executeRaw`DELETE FROM tenant WHERE id = ${record.tenantId}::uuid`
      },
      afterCommit: () => deps.hints.publish({ workspaceId, topic: 'runtime', id: record.id }),
    },
  )
}
