import type { RuntimeStatus } from '@/domain/runtime/door-messages'
import { approvalChannel } from '@/server/approvals/approval-channel'
import type { SqlDatabase } from '@/server/db/sql-database'
import type { HintPublisher } from '@/server/live/hints'
import { listenToChannel } from '@/server/live/listen'
import type { Logger } from '@/server/log'
import { recordStatus } from '@/server/runtimes/record-status'
import { ApprovalCourier } from './approval-courier'
import { ControlHub } from './control-hub'
import { LatestReports } from './latest-reports'
import { createTurnRecorder } from './turn-recorder'

export type RuntimeWordsOptions = {
  db: SqlDatabase
  databaseUrl: string
  hints: Pick<HintPublisher, 'publish'>
  log: Logger
  onChange: (runtimeId: string) => void
  /** How often it looks for decisions by itself. */
  approvalScanMs: number
}

export type RuntimeWords = { hub: ControlHub; close(): Promise<void> }

/** What runtimes say, besides what their lifecycle waits for: turns, what they have in hand, questions for people. */
export function hearRuntimes(options: RuntimeWordsOptions): RuntimeWords {
  const { db, log, hints } = options
  const turns = createTurnRecorder(db, log)
  const isThere = (runtimeId: string) => hub.get(runtimeId) !== null
  const status = createStatusReports(db, log, isThere)
  const courier = new ApprovalCourier({
    db,
    log,
    hints,
    isThere,
    send: (runtimeId, message) => hub.send(runtimeId, message),
  })
  const hub = new ControlHub({
    onChange: options.onChange,
    onTurns: (runtimeId, finished) => turns.add(runtimeId, finished),
    onStatus: (runtimeId, said) => status.add(runtimeId, said),
    onApprovals: (runtimeId, open) => courier.report(runtimeId, open),
    onGone: (runtimeId) => courier.forget(runtimeId),
  })
  const listening = listenToChannel({
    url: options.databaseUrl,
    channel: approvalChannel,
    log,
    onNotification: (runtimeId) => courier.deliver(runtimeId),
    onConnected: () => courier.scan(),
  })
  const timer = setInterval(() => courier.scan(), options.approvalScanMs)
  return {
    hub,
    async close() {
      clearInterval(timer)
      await listening.close()
      await Promise.all([courier.close(), status.close(), turns.close()])
    },
  }
}

/** Nobody needs it within the second, and a busy runtime says it often. */
function createStatusReports(db: SqlDatabase, log: Logger, isThere: (runtimeId: string) => boolean) {
  return new LatestReports<RuntimeStatus>({
    db,
    log,
    what: 'the status',
    windowMs: 500,
    weigh: (said) => said.draining.length + 1,
    mostWeight: 1_000,
    isThere,
    write: async (tx, reports) => {
      await recordStatus(
        tx,
        reports.map(({ owner, said }) => ({ owner, status: said })),
      )
      return () => undefined
    },
  })
}
