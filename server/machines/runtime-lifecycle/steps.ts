import type { SignedBundle } from '@/domain/runtime/bundle'
import type { SqlTransaction } from '@/server/db/sql'
import type { StepContext } from '@/server/durable/machine'
import { done, hop, type Outcome } from '@/server/durable/outcome'
import type { StrandSelector } from '@/server/durable/strands'
import type { RuntimeRequest } from '@/server/provisioning/port'
import { readSignedBundle } from '@/server/runtimes/prepare-bundle'
import { type Observation, recordObservation } from '@/server/runtimes/record-observation'
import { type RuntimeRecord, readRuntimeRecord, renderRequest } from '@/server/runtimes/runtime-record'
import type { MachineDependencies } from '../dependencies'
import { readTogether } from '../read-together'
import type { LifecycleState } from './state'
import type { LifecycleLabel } from './transitions'

export type LifecycleContext = StepContext<LifecycleState>
export type LifecycleOutcome = Outcome<LifecycleLabel, LifecycleState>
export type LifecycleStep = (
  deps: MachineDependencies,
  context: LifecycleContext,
  record: RuntimeRecord,
  /** Read along, when a runtime that is up does not run it yet. */
  missing: SignedBundle | null,
) => Promise<LifecycleOutcome>

/** Gives each step the runtime as it is in the database now; ends the strand when there is none any more. */
export function stepsWithRecord(deps: MachineDependencies) {
  const read = readTogether(deps.db, async (tx, runtimeId: string) => {
    const record = await readRuntimeRecord(tx, { runtimeId })
    const wanted = record?.desired.bundle ?? null
    const peer = deps.peers.get(runtimeId)
    const lacks = wanted !== null && peer !== null && peer.active?.bundleDigest !== wanted.digest
    return { record, missing: lacks ? await readSignedBundle(tx, wanted.id) : null }
  })
  return (step: LifecycleStep) =>
    async (context: LifecycleContext): Promise<LifecycleOutcome> => {
      const { record, missing } = await read(context.workspaceId, context.subjectId)
      return record === null ? done({ gone: true }) : step(deps, context, record, missing)
    }
}

export function requestFor(deps: MachineDependencies, record: RuntimeRecord): RuntimeRequest | null {
  const needs = record.desired.version?.needs
  if (needs === undefined) return null
  return renderRequest(record, needs, { image: deps.image, bundleKey: deps.bundleKey })
}

/** The hop, with what was seen written beside it, and told to those who look. */
export function observed(
  deps: MachineDependencies,
  record: RuntimeRecord,
  outcome: { label: LifecycleLabel; state: LifecycleState; afterMs?: number },
  seen: Observation,
  more: { commit?: (tx: SqlTransaction) => Promise<void>; wake?: readonly StrandSelector[] } = {},
): LifecycleOutcome {
  return hop(outcome.label, {
    state: outcome.state,
    ...(outcome.afterMs === undefined ? {} : { afterMs: outcome.afterMs }),
    commit: async (tx) => {
      await recordObservation(tx, { runtimeId: record.id, seen })
      await more.commit?.(tx)
    },
    ...(more.wake === undefined ? {} : { wake: more.wake }),
    afterCommit: () => deps.hints.publish({ workspaceId: record.workspaceId, topic: 'runtime', id: record.id }),
  })
}

/** The tenant's updates that are under way: they wait for this runtime. */
export function waitingRollouts(record: RuntimeRecord): StrandSelector[] {
  return [{ machine: 'tenant-rollout', tenantId: record.tenantId }]
}
