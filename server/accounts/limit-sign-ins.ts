import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { BulkheadError } from '@/domain/errors'

export const accountWindowMs = 15 * 60_000
const maxTries = 20

/**
 * Bounds the tries for one account, from wherever they come: an address is easily changed, or claimed in a header.
 * One statement, so that tries at the same moment are counted one by one.
 */
export async function countSignInTry(pool: Pool, email: string): Promise<void> {
  const key = `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`
  const now = Date.now()
  const { rows } = await pool.query<{ count: number; lastRequest: string }>(
    `INSERT INTO auth_rate_limit AS r (id, key, count, "lastRequest") VALUES ($1, $1, 1, $2)
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN r."lastRequest" <= $3 THEN 1 ELSE r.count + 1 END,
       "lastRequest" = CASE WHEN r."lastRequest" <= $3 OR r.count < $4 THEN $2 ELSE r."lastRequest" END
     RETURNING count, "lastRequest"`,
    [key, now, now - accountWindowMs, maxTries],
  )
  const [row] = rows
  if (row === undefined || row.count <= maxTries) return
  const minutes = Math.ceil((Number(row.lastRequest) + accountWindowMs - now) / 60_000)
  throw new BulkheadError('over-limit', `Too many tries for this account. Try again in ${minutes} minutes.`, {
    details: { retryAfterMinutes: minutes },
  })
}
