import type { Server } from 'node:http'
import type { SignedBundle } from '@/domain/runtime/bundle'
import type { FromRuntime, TurnTelemetry } from '@/domain/runtime/door-messages'
import type { GuardReport } from '@/domain/runtime/guard-report'
import { type ActiveBundles, createActiveBundles } from '../bundle/active-bundles'
import { createHeldBundles } from '../bundle/held-bundles'
import { createChatPage } from '../chat-page/render-page'
import type { IngressDialler } from '../doors/ingress-dialler'
import { createHttpServer } from '../http/create-server'
import type { Plan } from '../interpreter/plan'
import { createPreviewKey } from '../preview/preview-key'
import type { Driven } from '../runs/drive-run'
import { createFleetReports, type FleetReports } from '../runs/fleet-reports'
import { createMessageRate } from '../runs/message-rate'
import { createRunEngine, type RunEngine } from '../runs/run-engine'
import { createSchedules } from '../runs/schedules'
import { createSessionQueue, type SessionQueue } from '../runs/session-queue'
import { openStores } from '../store/open-stores'
import { createTelemetryOutbox, type TelemetryOutbox } from '../telemetry/telemetry-outbox'
import { assembleKnowledge } from './assemble-knowledge'
import { createIdleTrim, type IdleTrim } from './idle-trim'
import { createRunPorts } from './run-ports'
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
  engine: RunEngine
  queue: SessionQueue
  telemetry: TelemetryOutbox
  reports: FleetReports
  trim: IdleTrim
  server: Server
  /** The active bundle has changed. */
  activated(): void
  /** Before the store is closed. */
  close(): Promise<void>
}

/** Everything between an HTTP request and its answer, without any door. */
export function assembleAgent(
  deps: ServeDeps,
  state: ServingState,
  parts: { prepare: (signed: SignedBundle) => Plan; send: (message: FromRuntime) => boolean },
): Agent {
  const { log, boot } = deps
  const now = Date.now
  const stores = openStores(deps.store)
  const held = createHeldBundles({ statements: stores.statements, prepare: parts.prepare, now })
  const bundles = createActiveBundles(held, now)
  const queue = createSessionQueue()
  const telemetry = createTelemetryOutbox((turns) => parts.send({ type: 'telemetry', turns }), log)
  const trim = createIdleTrim(() => globalThis.gc?.({ execution: 'sync', flavor: 'last-resort', type: 'major' }))
  const schedules = createSchedules(stores.statements, boot.BULKHEAD_TENANT_ID, now)
  const engine: RunEngine = createRunEngine({
    ...stores,
    ports: createRunPorts({ broker: deps.broker, stores, programFolder: deps.programFolder, log, now }),
    bundles,
    held,
    queue,
    rate: createMessageRate(now),
    schedules,
    log,
    onSettled: (driven) => {
      telemetry.add(telemetryOf(driven))
      trim.worked()
    },
    onChange: () => reports.changed(),
  })
  const knowledge = assembleKnowledge({
    stores,
    broker: deps.broker,
    programFolder: deps.programFolder,
    activeDigest: () => bundles.active?.plan.digest ?? null,
    log,
    now,
  })
  const { documentsKey } = knowledge
  const previewKey = createPreviewKey(stores.statements, bundles, now)
  const reports = createFleetReports({ engine, stores, held, documentsKey, previewKey, send: parts.send })
  const server = createHttpServer({
    engine,
    stores,
    knowledge,
    bundles,
    held,
    page: createChatPage(deps.pageSource),
    log,
    draining: () => state.draining,
    sealed: () => state.guards.results.every(({ outcome }) => outcome === 'passed'),
  })
  return {
    bundles,
    engine,
    queue,
    telemetry,
    reports,
    trim,
    server,
    activated() {
      held.letGo()
      if (bundles.active !== null) schedules.take(bundles.active.plan)
      engine.takeUp()
      knowledge.intake.resumeIndexing()
      reports.changed()
    },
    async close() {
      engine.stop()
      await knowledge.intake.close()
    },
  }
}

function telemetryOf({ record, state, usage, steps, error }: Driven): TurnTelemetry {
  return {
    startedAt: new Date(record.startedAt).toISOString(),
    durationMs: record.activeMs,
    outcome: state === 'failed' ? 'error' : 'ok',
    ...(error === null ? {} : { errorCode: error.code }),
    blueprintVersion: record.blueprintVersion,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    ...(usage.costUsd === undefined ? {} : { costUsd: usage.costUsd }),
    steps,
  }
}
