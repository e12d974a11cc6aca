import { BulkheadError } from '@/domain/errors'
import { failedGuards, type GuardId, type GuardReport } from '@/domain/runtime/guard-report'
import { backOffMs } from '@/server/durable/back-off'
import type { RuntimeObservation } from '@/server/provisioning/port'
import { type IncidentKind, openIncident } from '@/server/runtimes/incidents'
import type { RuntimeRecord } from '@/server/runtimes/runtime-record'
import type { MachineDependencies } from '../dependencies'
import type { LifecycleFailure, LifecycleState } from './state'
import { type LifecycleOutcome, observed, waitingRollouts } from './steps'

type Trouble = {
  kind: IncidentKind
  phase: 'crashed' | 'refused'
  summary: string
  detail: Readonly<Record<string, unknown>>
  /** Set when what is desired cannot be reached by trying again soon: rollouts stop waiting. */
  failureCode?: string
  guards?: GuardReport
  next: 'provision' | 'restart' | 'watch'
}

/** A guard that fails is not a thing to retry quickly, and nothing is routed to such a runtime. */
const guardExitCode = 78

export function describeExit(
  deps: MachineDependencies,
  record: RuntimeRecord,
  exit: RuntimeObservation['exit'],
): Trouble {
  const words = deps.peers.lastWords(record.id)
  const detail = { exitCode: exit?.code ?? null, at: exit?.at ?? null }
  if (words?.code === 'guard-failed' || exit?.code === guardExitCode) {
    const guards = words?.guards === undefined || words.guards === null ? [] : failedGuards(words.guards)
    return { ...guardTrouble(guards, words?.guards ?? null), detail: { ...detail, guards }, next: 'provision' }
  }
  if (exit?.outOfMemory === true) {
    const summary = 'The runtime used more memory than it may and was ended. It is started again.'
    return { kind: 'out-of-memory', phase: 'crashed', summary, detail, next: 'provision' }
  }
  if (words !== null) {
    return {
      kind: 'crash',
      phase: 'crashed',
      summary: words.message,
      detail: { ...detail, code: words.code },
      next: 'provision',
    }
  }
  const summary = `The runtime ended by itself (exit code ${exit?.code ?? 'unknown'}). It is started again.`
  return { kind: 'crash', phase: 'crashed', summary, detail, next: 'provision' }
}

export function guardTrouble(guards: readonly GuardId[], report: GuardReport | null): Trouble {
  const names = guards.length === 0 ? 'A wall' : `The wall${guards.length > 1 ? 's' : ''} ${guards.join(', ')}`
  return {
    kind: 'guard-failed',
    phase: 'refused',
    summary: `${names} could not be proven, so the runtime refused to serve. Nothing is routed to it.`,
    detail: { guards },
    failureCode: 'guard-failed',
    ...(report === null ? {} : { guards: report }),
    next: 'restart',
  }
}

/** An incident, a phase with its reason, and a pause before the next attempt that grows with each one in a row. */
export function enterBackOff(
  deps: MachineDependencies,
  record: RuntimeRecord,
  state: LifecycleState,
  trouble: Trouble,
): LifecycleOutcome {
  const { timing } = deps
  const now = Date.now()
  const forgiven = state.healthySince !== null && now - state.healthySince >= timing.forgiveMs
  const crashes = (forgiven ? 0 : state.crashes) + 1
  const waitMs = backOffMs(crashes, trouble.phase === 'refused' ? timing.refusalBackOff : timing.crashBackOff)
  const failure: LifecycleFailure | null =
    trouble.failureCode === undefined
      ? state.failure
      : {
          generation: record.desired.generation,
          code: trouble.failureCode,
          message: trouble.summary,
          bootId: deps.peers.get(record.id)?.bootId ?? null,
        }
  const next: LifecycleState = {
    ...state,
    crashes,
    healthySince: null,
    failure,
    waitingSince: null,
    backOff: {
      until: now + waitMs,
      generation: record.desired.generation,
      restartCount: record.desired.restartCount,
      next: trouble.next,
    },
  }
  deps.log.warn({ runtimeId: record.id, kind: trouble.kind, crashes, waitMs, detail: trouble.detail }, trouble.summary)
  return observed(
    deps,
    record,
    { label: 'back-off', state: next, afterMs: waitMs },
    {
      phase: trouble.phase,
      reason: trouble.summary,
      ...(trouble.guards === undefined ? {} : { guards: trouble.guards }),
    },
    {
      commit: (tx) =>
        openIncident(tx, {
          workspaceId: record.workspaceId,
          tenantId: record.tenantId,
          kind: trouble.kind,
          summary: trouble.summary,
          detail: trouble.detail,
        }),
      wake: waitingRollouts(record),
    },
  )
}

/** An engine that will not do as asked is told to people; one that is away is only waited for. */
export function engineTrouble(error: unknown): Trouble {
  if (!(error instanceof BulkheadError) || error.code !== 'engine-refused') throw error
  return {
    kind: 'engine',
    phase: 'crashed',
    summary: error.message,
    detail: { code: error.code },
    failureCode: error.code,
    next: 'provision',
  }
}
