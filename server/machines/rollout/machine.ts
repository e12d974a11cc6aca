import { z } from 'zod'
import type { SqlTransaction } from '@/server/db/sql'
import { defineMachine, type Machine, type StepContext } from '@/server/durable/machine'
import { done, hop, type Outcome } from '@/server/durable/outcome'
import { insertStrands } from '@/server/durable/strands'
import type { MachineDependencies } from '../dependencies'
import { tenantRolloutMachineName } from '../tenant-rollout/transitions'
import { type RolloutLabel, rolloutTransitions } from './transitions'

export const rolloutMachineName = 'rollout'

/** Targets that end wake the rollout; this is for a wake-up that was lost. */
const lookEveryMs = 2_000

const stateSchema = z.strictObject({})
type State = z.infer<typeof stateSchema>
type RolloutOutcome = Outcome<RolloutLabel, State>

/** Subject: a rollout. Starts its tenants' updates, bounded, and says how it ended. */
export function rolloutMachine(deps: MachineDependencies): Machine {
  const read = <T>(context: StepContext<State>, work: (tx: SqlTransaction) => Promise<T>) =>
    deps.db.inScope({ workspaceId: context.workspaceId }, work)

  async function fanOut(context: StepContext<State>): Promise<RolloutOutcome> {
    const { active, waiting } = await read(context, (tx) => readProgress(tx, context))
    const { workspaceId, strandId: parentId } = context
    const commit = (tx: SqlTransaction) =>
      insertStrands(
        tx,
        waiting.map(({ id, tenantId }) => ({
          machine: tenantRolloutMachineName,
          subjectId: id,
          workspaceId,
          tenantId,
          parentId,
          label: 'start',
        })),
      )
    if (waiting.length === 0 && active === 0) return hop('await-targets')
    return hop('fan-out', { afterMs: lookEveryMs, ...(waiting.length === 0 ? {} : { commit, spawned: true as const }) })
  }

  async function awaitTargets(context: StepContext<State>): Promise<RolloutOutcome> {
    const open = await read(
      context,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM rollout_target
        WHERE rollout_id = ${context.subjectId}::uuid AND state IN ('pending', 'updating') LIMIT 1`,
    )
    return open.length === 0 ? hop('finish') : hop('await-targets', { afterMs: lookEveryMs })
  }

  async function finish({ subjectId: id, workspaceId }: StepContext<State>): Promise<RolloutOutcome> {
    return done(
      {},
      {
        commit: async (tx) => {
          await tx.$executeRaw`
            UPDATE rollout SET finished_at = now(), state = CASE
              WHEN EXISTS (SELECT 1 FROM rollout_target t WHERE t.rollout_id = ${id}::uuid AND t.state = 'failed')
              THEN 'failed' ELSE 'succeeded' END
            WHERE id = ${id}::uuid AND state = 'running'`
        },
        afterCommit: () => deps.hints.publish({ workspaceId, topic: 'rollout', id }),
      },
    )
  }

  return defineMachine<RolloutLabel, State>({
    name: rolloutMachineName,
    state: stateSchema,
    transitions: rolloutTransitions,
    steps: {
      start: fanOut,
      'fan-out': fanOut,
      'await-targets': awaitTargets,
      finish,
    },
  })
}

type Progress = { active: number; waiting: { id: string; tenantId: string }[] }

/** How many updates are under way, and which may begin now. */
async function readProgress(tx: SqlTransaction, context: StepContext<State>): Promise<Progress> {
  const rows = await tx.$queryRaw<{ active: number; concurrency: number }[]>`
    SELECT r.concurrency, (SELECT count(*)::int FROM strand s
      WHERE s.parent_id = ${context.strandId}::uuid AND s.finished_at IS NULL) AS active
    FROM rollout r WHERE r.id = ${context.subjectId}::uuid`
  const { active, concurrency } = rows[0] ?? { active: 0, concurrency: 0 }
  const free = Math.max(0, concurrency - active)
  const waiting = await tx.$queryRaw<Progress['waiting']>`
    SELECT t.id, t.tenant_id AS "tenantId" FROM rollout_target t
    JOIN tenant n ON n.id = t.tenant_id
    WHERE t.rollout_id = ${context.subjectId}::uuid AND t.state = 'pending'
      AND NOT EXISTS (SELECT 1 FROM strand s WHERE s.machine = ${tenantRolloutMachineName} AND s.subject_id = t.id)
    ORDER BY n.slug LIMIT ${free}`
  return { active, waiting }
}
