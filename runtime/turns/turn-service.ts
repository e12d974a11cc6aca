import { randomBytes, randomUUID } from 'node:crypto'
import { BulkheadError, type ErrorCode } from '@/domain/errors'
import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import type { MessageResponse } from '@/domain/runtime/runtime-api'
import type { ActiveBundles } from '../bundle/active-bundles'
import { type Log, messageOf } from '../host/log'
import type { Plan } from '../interpreter/plan'
import { trimHistory } from '../interpreter/prompt-messages'
import { runTurn, type TurnTrigger, turnLimits } from '../interpreter/run-turn'
import { createTurnMeter, type TurnMeter } from '../interpreter/turn-meter'
import type { AskModel } from '../models/model-client'
import type { Conversations, StoredMessage } from '../store/conversations'
import type { SessionQueue } from './session-queue'

export type TurnRequest = {
  session: string | undefined
  trigger: TurnTrigger
  /** Called once the turn is admitted, then with each piece of the reply. */
  onStart?: () => void
  onDelta?: (text: string) => void
}

export type TurnService = {
  take(request: TurnRequest): Promise<MessageResponse>
  history(session: string): { createdAt: string; messages: StoredMessage[] } | null
}

export type TurnServiceDeps = {
  bundles: ActiveBundles
  conversations: Conversations
  modelsUnder: (bundleDigest: string) => AskModel
  queue: SessionQueue
  telemetry: (turn: TurnTelemetry) => void
  log: Log
}

/** More than any prompt can hold, and what the chat page shows of a long conversation. */
const historyMessages = 200

/**
 * Takes turns: in order within a session, stored whole before they are answered. A turn that has begun is finished even
 * when whoever asked has gone, so that the answer is there when they come back.
 */
export function createTurnService(deps: TurnServiceDeps): TurnService {
  return {
    history(session) {
      const record = deps.conversations.findSession(session)
      if (record === null) return null
      return { createdAt: record.createdAt, messages: deps.conversations.messages(session, historyMessages) }
    },
    take(request) {
      // 128 random bits: knowing a session's id is what gives access to it.
      const session = request.session ?? randomBytes(16).toString('base64url')
      return deps.queue.run(session, () => takeTurn(deps, session, request))
    },
  }
}

async function takeTurn(deps: TurnServiceDeps, session: string, request: TurnRequest): Promise<MessageResponse> {
  const record = deps.conversations.findSession(session)
  const plan = deps.bundles.planFor(record?.bundleDigest ?? null)
  if (plan === null) throw new BulkheadError('not-ready', 'The agent is starting. Try again in a moment.')
  const turn = { id: randomUUID(), session, startedAt: new Date(), startedMs: performance.now() }
  const meter = createTurnMeter()
  request.onStart?.()
  try {
    const reply = await runTurn(plan, {
      trigger: request.trigger,
      session,
      history: () => trimHistory(deps.conversations.messages(session, historyMessages)),
      ask: deps.modelsUnder(plan.digest),
      signal: AbortSignal.timeout(turnLimits.timeMs),
      meter,
      onDelta: request.onDelta ?? (() => undefined),
    })
    finish(deps, plan, turn, meter, { outcome: 'ok', said: said(request.trigger), reply })
    return {
      session,
      turn: turn.id,
      reply,
      version: plan.bundle.blueprint.version,
      models: meter.models,
      usage: { ...meter.usage },
    }
  } catch (error) {
    const known = error instanceof BulkheadError ? error : undefined
    deps.log.warn('turn-failed', {
      turn: turn.id,
      code: known?.code ?? 'internal',
      message: known ? null : messageOf(error),
    })
    if (known?.code !== 'not-found') recordFailure(deps, plan, turn, meter, known?.code ?? 'internal')
    throw error
  }
}

type TurnInHand = { id: string; session: string; startedAt: Date; startedMs: number }
type TurnEnd = { outcome: 'ok'; said: string; reply: string } | { outcome: 'error'; errorCode: ErrorCode }

function finish(deps: TurnServiceDeps, plan: Plan, turn: TurnInHand, meter: TurnMeter, end: TurnEnd): void {
  const facts = {
    durationMs: performance.now() - turn.startedMs,
    blueprintVersion: plan.bundle.blueprint.version,
    ...meter.usage,
  }
  deps.conversations.record({
    id: turn.id,
    session: turn.session,
    bundleDigest: plan.digest,
    startedAt: turn.startedAt,
    demo: meter.models.some((model) => model.demo),
    ...facts,
    ...end,
  })
  deps.telemetry({
    startedAt: turn.startedAt.toISOString(),
    outcome: end.outcome,
    ...(end.outcome === 'error' ? { errorCode: end.errorCode } : {}),
    ...facts,
  })
}

/** The turn has failed already; that it cannot be noted either must not hide why. */
function recordFailure(
  deps: TurnServiceDeps,
  plan: Plan,
  turn: TurnInHand,
  meter: TurnMeter,
  errorCode: ErrorCode,
): void {
  try {
    finish(deps, plan, turn, meter, { outcome: 'error', errorCode })
  } catch (error) {
    deps.log.error('turn-not-recorded', { turn: turn.id, message: messageOf(error) })
  }
}

function said(trigger: TurnTrigger): string {
  if (trigger.kind === 'chat-message') return trigger.content
  return `${trigger.event} ${JSON.stringify(trigger.payload)}`
}
