import type { Server } from 'node:http'
import type { GuardReport } from '@/domain/runtime/guard-report'
import { type ActiveBundles, createActiveBundles } from '../bundle/active-bundles'
import { createChatPage } from '../chat-page/render-page'
import type { IngressDialler } from '../doors/ingress-dialler'
import { createHttpServer } from '../http/create-server'
import { createModelClient } from '../models/model-client'
import { createConversations } from '../store/conversations'
import { createTelemetryOutbox, type TelemetryOutbox } from '../telemetry/telemetry-outbox'
import { createSessionQueue, type SessionQueue } from '../turns/session-queue'
import { createTurnService } from '../turns/turn-service'
import { createIdleTrim, type IdleTrim } from './idle-trim'
import type { ServeDeps } from './serve-until-stopped'

/** What changes while a runtime serves. */
export type ServingState = {
  draining: boolean
  /** The newest report. */
  guards: GuardReport
  ingress: IngressDialler | null
}

export type Agent = {
  bundles: ActiveBundles
  queue: SessionQueue
  telemetry: TelemetryOutbox
  trim: IdleTrim
  server: Server
}

/** Everything between an HTTP request and its answer, without any door. */
export function assembleAgent(
  deps: ServeDeps,
  state: ServingState,
  sendTelemetry: Parameters<typeof createTelemetryOutbox>[0],
): Agent {
  const { log } = deps
  const bundles = createActiveBundles()
  const queue = createSessionQueue()
  const telemetry = createTelemetryOutbox(sendTelemetry, log)
  const trim = createIdleTrim(() => globalThis.gc?.({ execution: 'sync', flavor: 'last-resort', type: 'major' }))
  const turns = createTurnService({
    bundles,
    conversations: createConversations(deps.store),
    modelsUnder: (digest) => createModelClient(deps.broker, digest),
    queue,
    telemetry: (turn) => {
      telemetry.add(turn)
      trim.worked()
    },
    log,
  })
  const server = createHttpServer({
    turns,
    bundles,
    page: createChatPage(deps.pageSource),
    log,
    draining: () => state.draining,
    sealed: () => state.guards.results.every(({ outcome }) => outcome === 'passed'),
  })
  return { bundles, queue, telemetry, trim, server }
}
