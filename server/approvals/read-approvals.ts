import { Prisma } from '@/generated/prisma/client'
import type { Member } from '../accounts/find-member'
import type { Transaction } from '../db/client'
import { withUrl } from '../tenants/tenant-url'
import { emailOf, mayDecide } from './may-decide'

export type ApprovalState = 'open' | 'approved' | 'denied' | 'expired' | 'withdrawn'

/**
 * Of a decision. `waiting`: the runtime has not confirmed it. `taken`: the runtime no longer waits. `missed`: the
 * runtime had gone on before the decision could be said to it.
 */
export type Delivery = 'waiting' | 'taken' | 'missed'

export type ApprovalView = {
  id: string
  tenant: { slug: string; name: string; url: string }
  label: string
  blueprintVersion: number
  /** E-mail addresses; empty: anybody of the team. */
  people: string[]
  /** A rule of the blueprint asks for it, not a block. */
  byRule: boolean
  askedAt: Date
  deadlineAt: Date
  state: ApprovalState
  decidedBy: string | null
  decidedAt: Date | null
  note: string
  delivery: Delivery | null
  mayDecide: boolean
  /** For whoever may decide, and nobody else: opens the question's text at the tenant's own address. */
  viewKey: string | null
}

export type ApprovalFilter = {
  /** `open`: what waits for somebody, with what was decided a moment ago or has not reached its runtime. */
  show: 'open' | 'decided'
  whose: 'mine' | 'all'
  /** Slug. */
  tenant?: string
}

const mostShown = 200

type Row = Omit<ApprovalView, 'tenant' | 'mayDecide'> & { slug: string; name: string; viewKey: string }

/** What is due soonest first; of what is decided, the latest first. */
export async function readApprovals(
  tx: Transaction,
  member: Member,
  { tenantUrl, ...filter }: ApprovalFilter & { tenantUrl: string },
): Promise<ApprovalView[]> {
  const open = Prisma.sql`(a.state = 'open' AND a.settled_at IS NULL AND a.deadline_at > now())`
  const fresh = Prisma.sql`(a.decided_at IS NOT NULL
    AND (a.settled_at IS NULL OR a.settled_at > now() - interval '1 minute'))`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT a.id, t.slug, t.name, a.label, a.blueprint_version AS "blueprintVersion", a.people,
      a.subject_digest IS NOT NULL AS "byRule", a.asked_at AS "askedAt", a.deadline_at AS "deadlineAt",
      CASE WHEN a.state = 'open' AND a.deadline_at <= now() THEN 'expired' ELSE a.state END AS state,
      a.decided_by AS "decidedBy", a.decided_at AS "decidedAt", a.note,
      CASE WHEN a.decided_at IS NULL THEN NULL WHEN a.settled_at IS NULL THEN 'waiting'
        WHEN a.sent_at IS NULL THEN 'missed' ELSE 'taken' END AS delivery,
      a.view_key AS "viewKey"
    FROM approval a JOIN tenant t ON t.id = a.tenant_id
    WHERE ${filter.show === 'open' ? Prisma.sql`(${open} OR ${fresh})` : Prisma.sql`NOT ${open}`}
      AND (${filter.whose === 'all'} OR ${ownCondition(member)})
      AND CASE WHEN ${filter.tenant ?? null}::text IS NULL THEN t.kind = 'customer' ELSE t.slug = ${filter.tenant ?? null}::text END
    ORDER BY CASE WHEN ${filter.show === 'open'} THEN a.deadline_at END,
      coalesce(a.decided_at, a.settled_at, a.deadline_at) DESC, a.id
    LIMIT ${mostShown}`
  return rows.map(({ slug, name, viewKey, ...row }) => {
    const mine = mayDecide(member, row.people)
    return { ...row, tenant: withUrl(tenantUrl)({ slug, name }), mayDecide: mine, viewKey: mine ? viewKey : null }
  })
}

/** How many wait for this person. */
export async function countApprovals(tx: Transaction, member: Member): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM approval a JOIN tenant t ON t.id = a.tenant_id AND t.kind = 'customer'
    WHERE a.state = 'open' AND a.settled_at IS NULL AND a.deadline_at > now() AND ${ownCondition(member)}`
  return rows[0]?.count ?? 0
}

/** `mayDecide`, as PostgreSQL says it. */
function ownCondition(member: Member): Prisma.Sql {
  const named = Prisma.sql`${emailOf(member)} = ANY(a.people)`
  return member.role === 'customer' ? named : Prisma.sql`(a.people = '{}' OR ${named})`
}
