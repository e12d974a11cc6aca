import type { SignedBundle } from '@/domain/runtime/bundle'
import type { Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { StepContext } from '@/server/durable/machine'
import { done, hop, type Outcome } from '@/server/durable/outcome'
import type { StrandSelector } from '@/server/durable/strands'
import type { RuntimeRequest } from '@/server/provisioning/port'
import { readSignedBundle } from '@/server/runtimes/prepare-bundle'
import { type Observation, recordObservation } from '@/server/runtimes/record-observation'
import { type RuntimeRecord, readRuntimeRecord, renderRequest } from '@/server/runtimes/runtime-record'
import type { MachineDependencies } from '../dependencies'
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

/** Gives a step the runtime as it is in the database now; ends the strand when there is none any more. */
export async function withRecord(
  deps: MachineDependencies,
  context: LifecycleContext,
  step: LifecycleStep,
): Promise<LifecycleOutcome> {
  const { record, missing } = await inScope(deps.db, { workspaceId: context.workspaceId }, async (tx) => {
    const found = await readRuntimeRecord(tx, { runtimeId: context.subjectId })
    const wanted = found?.desired.bundle ?? null
    const peer = deps.peers.get(context.subjectId)
    const lacks = wanted !== null && peer !== null && peer.active?.bundleDigest !== wanted.digest
    return { record: found, missing: lacks ? await readSignedBundle(tx, wanted.id) : null }
  })
  return record === null ? done({ gone: true }) : step(deps, context, record, missing)
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
  more: { commit?: (tx: Transaction) => Promise<void>; wake?: readonly StrandSelector[] } = {},
): LifecycleOutcome {
  return hop(outcome.label, {
    state: outcome.state,
    ...(outcome.afterMs === undefined ? {} : { afterMs: outcome.afterMs }),
    commit: async (tx) => {
      await recordObservation(tx, record.id, seen)
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
