import { escapeLiteral } from 'pg'
import type { Database, Transaction } from './client'
import type { SqlTransaction } from './sql'

/**
 * For whom a transaction works. Row-level security shows it nothing else; with an empty scope, nothing at all.
 * `slug` is the gateway's, `runtimeId` the broker's first look-up.
 */
export type Scope = {
  userId?: string
  workspaceId?: string
  tenantId?: string
  slug?: string
  runtimeId?: string
}

/** Runs `work` in one transaction whose scope ends with it. One per request, not one per query. */
export async function inScope<T>(db: Database, scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    await setScope(tx, scope)
    return work(tx)
  })
}

/** Sets the whole scope for the rest of the transaction; what is left out is emptied. */
export async function setScope(tx: SqlTransaction, scope: Scope): Promise<void> {
  await tx.$executeRaw`SELECT
    set_config('app.user_id', ${scope.userId ?? ''}, true),
    set_config('app.workspace_id', ${scope.workspaceId ?? ''}, true),
    set_config('app.tenant_id', ${scope.tenantId ?? ''}, true),
    set_config('app.slug', ${scope.slug ?? ''}, true),
    set_config('app.runtime_id', ${scope.runtimeId ?? ''}, true)`
}

/** Begins a transaction in a scope, as one message to PostgreSQL. */
export function beginInScope(scope: Scope): string {
  const settings = [
    ['app.user_id', scope.userId],
    ['app.workspace_id', scope.workspaceId],
    ['app.tenant_id', scope.tenantId],
    ['app.slug', scope.slug],
    ['app.runtime_id', scope.runtimeId],
  ] as const
  const set = settings.map(([name, value]) => `set_config('${name}', ${escapeLiteral(value ?? '')}, true)`)
  return `BEGIN; SELECT ${set.join(', ')}`
}
