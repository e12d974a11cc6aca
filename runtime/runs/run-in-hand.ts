import type { ExpressionContext } from '@/domain/blueprint/expressions'
import type { BulkheadError } from '@/domain/errors'
import type { PolicyCall } from '@/domain/policy/decide'
import type { EffectRequest } from '@/domain/runtime/broker-api'
import type { Wake } from '../interpreter/block-runner'
import type { BlockServices } from '../interpreter/block-services'
import type { Flow, Plan } from '../interpreter/plan'
import type { ReplyWriter } from '../interpreter/reply-writer'
import type { AskModel, ChatMessage } from '../models/model-client'
import type { createBreather } from './breather'
import { clockAt } from './clock'
import type { Journal } from './journal'
import type { RunRecord } from './run-record'

/** What runs reach beyond their own journal. */
export type RunPorts = {
  now: () => number
  /** Waits in the process, at most some seconds; ends early with the signal. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  askUnder: (bundleDigest: string) => AskModel
  act: (bundleDigest: string, request: EffectRequest, signal: AbortSignal) => Promise<unknown>
  servicesUnder: (bundleDigest: string, session: string) => BlockServices
  counters: (skill: string, action: string) => PolicyCall['counters']
  noteAct: (skill: string, action: string) => void
  variables: (session: string | null) => Record<string, unknown>
  setVariables: (session: string | null, values: Readonly<Record<string, unknown>>) => void
  variablesChanged: () => void
  /** For the log: what failed inside a step, which its run may well survive. */
  noteTrouble: (error: BulkheadError) => void
  history: (run: RunRecord, ask: AskModel, model: string) => Promise<readonly ChatMessage[]>
}

/** A run that is being worked on. It is in memory only while there is something to do. */
export type RunInHand = {
  record: RunRecord
  plan: Plan
  journal: Journal
  ports: RunPorts
  signal: AbortSignal
  breathe: ReturnType<typeof createBreather>
  reply: ReplyWriter
  /** What has woken steps, by step; taken when the step is reached. */
  wakes: Map<string, readonly Wake[]>
}

/** One drawing at work: the bundle's own, or a subflow. */
export type Frame = {
  flow: Flow
  /** What return blocks have handed back. */
  returned: Record<string, unknown>
  /** Replies stream only from the outermost drawing, outside of loops. */
  outermost: boolean
}

export type Scope = Record<string, unknown>

/** What every expression sees before any step has run. `vars` are read when they are asked for. */
export function baseScope(
  run: Pick<RunInHand, 'record' | 'plan' | 'ports'>,
  flow: Flow,
  input: ExpressionContext,
): Scope {
  const { record, plan, ports } = run
  return {
    input,
    session: {
      id: record.session,
      get vars() {
        return ports.variables(record.session)
      },
    },
    tenant: {
      ...plan.bundle.tenant,
      get vars() {
        return ports.variables(null)
      },
    },
    slots: flow.slots,
    now: clockAt(ports.now),
  }
}
