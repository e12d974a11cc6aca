import type { Slot } from '@/domain/blueprint/document'
import type { GuardReport } from '@/domain/runtime/guard-report'
import { Prisma } from '@/generated/prisma/client'
import { noTenant } from '../accounts/find-member'
import type { Transaction } from '../db/client'
import { type Draining, type KeptDraining, openDraining } from '../runtimes/draining'
import type { RuntimePhaseSeen } from '../runtimes/read-runtime'

export type SlotValues = Record<string, string | number | boolean>

export type TenantSummary = {
  id: string
  slug: string
  name: string
  blueprint: { id: string; name: string }
  /** What was seen last, and when; null where nothing was seen yet. */
  phase: RuntimePhaseSeen
  reason: string | null
  version: number | null
  observedAt: Date | null
  desiredVersion: number | null
  /** Deletion was asked for and is under way. */
  removing: boolean
  createdAt: Date
}

/** What the runtime said last that it has in hand, and when it said so. */
export type RuntimeStatusView = {
  /** The next moment at which something is due. */
  wakeAt: Date | null
  running: number
  waiting: number
  draining: Draining[]
  statusAt: Date
}

export type TenantDetail = TenantSummary & {
  engine: string
  startedAt: Date | null
  restartPending: boolean
  /** What is desired has risen beyond what was observed: something is on its way. */
  settled: boolean
  guards: GuardReport | null
  slotValues: SlotValues
  /** The fields to fill: those of the version that it should run, or of the draft before there is one. */
  slots: Record<string, Slot>
  /** Null before its runtime has said anything. */
  status: RuntimeStatusView | null
}

type SummaryRow = Omit<TenantSummary, 'blueprint'> & { blueprintId: string; blueprintName: string }

const summaryColumns = Prisma.sql`
  t.id, t.slug, t.name, t.created_at AS "createdAt", t.blueprint_id AS "blueprintId", b.name AS "blueprintName",
  r.observed_phase AS phase, r.observed_reason AS reason, r.observed_version AS version,
  r.observed_at AS "observedAt", v.number AS "desiredVersion", r.desired_state = 'removed' AS removing`

const summaryTables = Prisma.sql`
  FROM tenant t
  JOIN runtime r ON r.tenant_id = t.id
  JOIN blueprint b ON b.id = t.blueprint_id
  LEFT JOIN blueprint_version v ON v.id = r.desired_version_id`

export async function listTenants(tx: Transaction): Promise<TenantSummary[]> {
  const rows = await tx.$queryRaw<
    SummaryRow[]
  >`SELECT ${summaryColumns} ${summaryTables} WHERE t.kind = 'customer' ORDER BY t.name, t.slug`
  return rows.map(toSummary)
}

export async function readTenant(tx: Transaction, slug: string): Promise<TenantDetail> {
  type Kept = { wakeAt: Date | null; running: number; waiting: number; draining: KeptDraining[]; statusAt: Date }
  type NoStatus = { [Key in keyof Kept]: null }
  type DetailRow = SummaryRow & Omit<TenantDetail, keyof TenantSummary | 'status'> & (Kept | NoStatus)
  const rows = await tx.$queryRaw<DetailRow[]>`
    SELECT ${summaryColumns}, r.engine, r.started_at AS "startedAt",
      r.restart_count > r.observed_restart_count AS "restartPending",
      r.observed_generation >= r.desired_generation AS settled,
      r.observed_guards AS guards, t.slot_values AS "slotValues",
      coalesce(v.document, d.document) -> 'slots' AS slots,
      s.wake_at AS "wakeAt", s.running, s.waiting, s.draining, s.status_at AS "statusAt"
    ${summaryTables}
    JOIN blueprint_draft d ON d.blueprint_id = b.id
    LEFT JOIN runtime_status s ON s.tenant_id = t.id
    WHERE t.slug = ${slug} AND t.kind = 'customer'`
  const [row] = rows
  if (row === undefined) throw noTenant(slug)
  const { engine, startedAt, restartPending, settled, guards, slotValues, slots } = row
  const status = row.statusAt === null ? null : toStatus(row)
  return { ...toSummary(row), engine, startedAt, restartPending, settled, guards, slotValues, slots, status }
}

function toStatus(row: Omit<RuntimeStatusView, 'draining'> & { draining: KeptDraining[] }): RuntimeStatusView {
  const { wakeAt, running, waiting, draining, statusAt } = row
  return { wakeAt, running, waiting, draining: openDraining(draining), statusAt }
}

function toSummary(row: SummaryRow): TenantSummary {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    blueprint: { id: row.blueprintId, name: row.blueprintName },
    phase: row.phase,
    reason: row.reason,
    version: row.version,
    observedAt: row.observedAt,
    desiredVersion: row.desiredVersion,
    removing: row.removing,
    createdAt: row.createdAt,
  }
}
