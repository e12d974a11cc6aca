import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import { type PolicyCall, preparePolicy, type Verdict } from '@/domain/policy/decide'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Transaction } from '@/server/db/client'

/** An act as rules see it; all of it from our own records, or from the request itself. */
export type Act = {
  key: string
  skill: string
  action: string
  args: unknown
  /** Of `effectSubject`. */
  subjectDigest: string
  approval: string | undefined
}

/**
 * Asks the blueprint's rules. Returns the approval that the act is done with, null where none was needed. Throws
 * `not-allowed`, `approval-required` or `approval-denied`. Whoever calls holds the act's lock (`ledger.ts`), so that
 * acts at the same moment are counted one after the other.
 */
export async function requireConsent(
  tx: Transaction,
  caller: BrokerIdentity,
  manifest: PermissionManifest,
  act: Act,
): Promise<string | null> {
  if (manifest.rules.length === 0) return null
  const verdict = await decide(tx, caller, manifest, act)
  if (verdict.effect === 'allow') return null
  if (verdict.effect === 'deny') {
    throw new BulkheadError('not-allowed', verdict.why, { details: { rule: verdict.rule } })
  }
  return requireApproval(tx, caller, act, verdict)
}

async function decide(
  tx: Transaction,
  caller: BrokerIdentity,
  manifest: PermissionManifest,
  act: Act,
): Promise<Verdict> {
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: caller.tenantId },
    select: { id: true, slug: true, name: true },
  })
  const call: PolicyCall = {
    skill: act.skill,
    action: act.action,
    args: act.args,
    tenant,
    slots: manifest.slots,
    counters: await countCalls(tx, caller, act),
  }
  return preparePolicy(manifest.rules).decide(call, new Date())
}

async function countCalls(tx: Transaction, caller: BrokerIdentity, act: Act): Promise<PolicyCall['counters']> {
  const rows = await tx.$queryRaw<{ hour: number; day: number }[]>`
    SELECT count(*) FILTER (WHERE created_at > now() - interval '1 hour')::int AS hour, count(*)::int AS day
    FROM effect
    WHERE tenant_id = ${caller.tenantId}::uuid AND skill = ${act.skill} AND action = ${act.action}
      AND created_at > now() - interval '1 day' AND key <> ${act.key}`
  return rows[0] ?? { hour: 0, day: 0 }
}

type ApprovalRow = { state: string; subject_digest: string | null; decided_by: string | null; used: boolean }

/** What a runtime says of an approval counts for nothing: this is our own record of the question and the decision. */
async function requireApproval(tx: Transaction, caller: BrokerIdentity, act: Act, verdict: Verdict): Promise<string> {
  const approval = act.approval === undefined ? undefined : await readApproval(tx, caller, act.approval, act.key)
  if (act.approval === undefined || approval === undefined) throw required(act, verdict, verdict.why)
  if (approval.subject_digest !== act.subjectDigest) {
    throw required(act, verdict, 'The approval that was named is for something else.')
  }
  if (approval.state === 'denied') throw denied(verdict, 'A person said no to this.')
  if (approval.state === 'expired') throw denied(verdict, 'Nobody answered in time.')
  if (approval.state !== 'approved') throw required(act, verdict, 'Nobody has decided about this yet.')
  if (approval.used) throw required(act, verdict, 'The approval that was named has been used for another act.')
  if (!mayDecide(verdict.people, approval.decided_by)) {
    throw required(act, verdict, `The rule "${verdict.rule}" asks other people than the one who said yes.`)
  }
  return act.approval
}

async function readApproval(
  tx: Transaction,
  caller: BrokerIdentity,
  id: string,
  key: string,
): Promise<ApprovalRow | undefined> {
  const rows = await tx.$queryRaw<ApprovalRow[]>`
    SELECT a.state, a.subject_digest, a.decided_by, EXISTS (
      SELECT 1 FROM effect e WHERE e.tenant_id = a.tenant_id AND e.approval_id = a.id AND e.key <> ${key}) AS used
    FROM approval a WHERE a.id = ${id}::uuid AND a.tenant_id = ${caller.tenantId}::uuid`
  return rows[0]
}

function mayDecide(people: readonly string[], decidedBy: string | null): boolean {
  if (people.length === 0) return true
  return people.some((person) => person.toLowerCase() === decidedBy?.toLowerCase())
}

function required(act: Act, { rule, people }: Verdict, why: string): BulkheadError {
  return new BulkheadError('approval-required', why, { details: { rule, people, subject: act.subjectDigest } })
}

function denied({ rule }: Verdict, why: string): BulkheadError {
  return new BulkheadError('approval-denied', why, { details: { rule } })
}
