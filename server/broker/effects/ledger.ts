import { randomUUID } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Database, Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { type KeySealedValue, keySealedSchema, openWithKey, sealWithKey } from '@/server/vault/envelope'
import { scopeOf } from '../callers'
import type { Act } from './consent'
import type { TenantKeys } from './credentials'

/** What the ledger says of an act that is asked for. */
export type Entry =
  /** Nobody is at it: it may be begun. */
  | { state: 'free' }
  /** Somebody is, until their lease ends. */
  | { state: 'busy' }
  | { state: 'done'; sealed: KeySealedValue }

export type Begun = { key: string; token: string }

/**
 * Looks an act up, and locks its kind of act for the rest of the transaction, so that rules count acts one after the
 * other. Throws `conflict` when the key was used for something else.
 */
export async function lookUp(tx: Transaction, caller: BrokerIdentity, act: Act): Promise<Entry> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`${caller.tenantId} ${act.skill} ${act.action}`}, 0))`
  const rows = await tx.$queryRaw<
    { subject_digest: string; state: string; sealed_response: unknown; leased: boolean }[]
  >`
    SELECT subject_digest, state, sealed_response, lease_until > now() AS leased FROM effect
    WHERE tenant_id = ${caller.tenantId}::uuid AND key = ${act.key} FOR UPDATE`
  const row = rows[0]
  if (row === undefined) return { state: 'free' }
  if (row.subject_digest !== act.subjectDigest) {
    throw new BulkheadError('conflict', 'This key was used for something else. Each act needs a key of its own.')
  }
  if (row.state === 'done') return { state: 'done', sealed: keySealedSchema.parse(row.sealed_response) }
  return { state: row.state === 'begun' && row.leased ? 'busy' : 'free' }
}

/** What was answered when it was done. */
export function openOutput(caller: BrokerIdentity, act: Act, sealed: KeySealedValue, keys: TenantKeys): unknown {
  return JSON.parse(openWithKey(keys('effect-ledger'), sealed, contextOf(caller, act.key)))
}

/** Notes that a try begins; what a broker that died has begun is taken over. Null: another was faster. */
export async function begin(
  tx: Transaction,
  caller: BrokerIdentity,
  act: Act,
  options: { approvalId: string | null; leaseMs: number },
): Promise<Begun | null> {
  const token = randomUUID()
  const noted = await tx.$executeRaw`
    INSERT INTO effect AS e (tenant_id, workspace_id, key, subject_digest, skill, action, lease_until, lease_token, approval_id)
    VALUES (${caller.tenantId}::uuid, ${caller.workspaceId}::uuid, ${act.key}, ${act.subjectDigest}, ${act.skill},
      ${act.action}, now() + ${options.leaseMs} * interval '1 millisecond', ${token}::uuid, ${options.approvalId}::uuid)
    ON CONFLICT (tenant_id, key) DO UPDATE SET state = 'begun', attempts = e.attempts + 1, finished_at = NULL,
      lease_until = excluded.lease_until, lease_token = excluded.lease_token, approval_id = excluded.approval_id
    WHERE e.subject_digest = excluded.subject_digest
      AND (e.state = 'failed' OR (e.state = 'begun' AND e.lease_until <= now()))`
  return noted === 0 ? null : { key: act.key, token }
}

/** Keeps the answer for whoever asks again. */
export async function noteDone(
  db: Database,
  caller: BrokerIdentity,
  begun: Begun,
  done: { output: unknown; keys: TenantKeys },
): Promise<void> {
  const sealed = sealWithKey(done.keys('effect-ledger'), JSON.stringify(done.output), contextOf(caller, begun.key))
  await inScope(db, scopeOf(caller), (tx) => {
    return tx.$executeRaw`
      UPDATE effect SET state = 'done', sealed_response = ${JSON.stringify(sealed)}::jsonb, finished_at = now()
      WHERE tenant_id = ${caller.tenantId}::uuid AND key = ${begun.key} AND lease_token = ${begun.token}::uuid`
  })
}

/** Gives the act free: whoever asks again tries again. */
export async function noteFailed(db: Database, caller: BrokerIdentity, begun: Begun): Promise<void> {
  await inScope(db, scopeOf(caller), (tx) => {
    return tx.$executeRaw`
      UPDATE effect SET state = 'failed', finished_at = now()
      WHERE tenant_id = ${caller.tenantId}::uuid AND key = ${begun.key} AND lease_token = ${begun.token}::uuid
        AND state = 'begun'`
  })
}

const contextOf = (caller: BrokerIdentity, key: string) => `effect:${caller.tenantId}:${key}`
