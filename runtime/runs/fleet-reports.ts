import type { FromRuntime, OpenApproval, RuntimeStatus } from '@/domain/runtime/door-messages'
import type { HeldBundles } from '../bundle/held-bundles'
import type { Stores } from '../store/open-stores'
import type { StoredApproval } from '../store/run-waits'
import type { RunEngine } from './run-engine'

/** Changes that come in quick succession are told once. */
const gatherMs = 250
const approvalsTold = 1_000
/** The controller reads no longer lines. What does not fit is told when others are settled: it is the newest. */
const approvalsChars = 500_000

/** What the controller is told of waits, questions and versions that are still in use. Never content. */
export type FleetReports = {
  /** Something may be different: what differs is told soon. */
  changed(): void
  /** A new connection knows nothing: tells everything. */
  tellAll(): void
}

export type FleetReportsDeps = {
  engine: RunEngine
  stores: Stores
  held: HeldBundles
  documentsKey: string
  /** Null in a customer's runtime. */
  previewKey: () => string | null
  send: (message: FromRuntime) => void
}

export function createFleetReports(deps: FleetReportsDeps): FleetReports {
  const { stores, send } = deps
  let due = false
  const told = { status: '', approvals: '' }

  const tell = () => {
    const status: FromRuntime = { type: 'status', status: statusOf(deps) }
    const approvals: FromRuntime = {
      type: 'approvals',
      open: fitting(stores.waits.approvals(approvalsTold).map(toOpen)),
    }
    for (const message of [status, approvals] as const) {
      const text = JSON.stringify(message)
      if (told[message.type as keyof typeof told] === text) continue
      told[message.type as keyof typeof told] = text
      send(message)
    }
  }

  return {
    changed() {
      if (due) return
      due = true
      setTimeout(() => {
        due = false
        tell()
      }, gatherMs).unref()
    },
    tellAll() {
      told.status = ''
      told.approvals = ''
      tell()
    },
  }
}

function fitting(all: readonly OpenApproval[]): OpenApproval[] {
  let chars = 0
  return all.filter((approval) => {
    chars += JSON.stringify(approval).length
    return chars <= approvalsChars
  })
}

function statusOf({ engine, stores, held, documentsKey, previewKey }: FleetReportsDeps): RuntimeStatus {
  const key = previewKey()
  const wakeAt = engine.wakeAt()
  return {
    wakeAt: wakeAt === null ? null : new Date(wakeAt).toISOString(),
    running: engine.inHand,
    waiting: stores.runs.count('waiting'),
    draining: held.draining(),
    documentsKey,
    ...(key === null ? {} : { previewKey: key }),
  }
}

function toOpen({
  id,
  runId,
  label,
  blueprintVersion,
  people,
  since,
  until,
  subject,
  viewKey,
}: StoredApproval): OpenApproval {
  return {
    id,
    runId,
    label,
    blueprintVersion,
    people: people.slice(0, 20),
    askedAt: new Date(since).toISOString(),
    deadlineAt: new Date(until).toISOString(),
    subjectDigest: subject,
    viewKey,
  }
}
