import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Database, Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { scopeOf } from './callers'
import type { ChatUsage } from './chat-request'

/** A model call that was counted: on which day (UTC). */
export type CountedCall = { caller: BrokerIdentity; day: string }

/**
 * Counts a model call on the tenant's day before it is made, so that calls at the same moment cannot pass a limit
 * together. Throws `over-limit`, and counts nothing, when the day is used up. Tokens are known only afterwards: the calls
 * that are under way when that limit is reached are the last.
 */
export async function beginModelCall(
  tx: Transaction,
  caller: BrokerIdentity,
  limits: PermissionManifest['limits'],
): Promise<CountedCall> {
  const day = new Date().toISOString().slice(0, 10)
  const rows = await tx.$queryRaw<{ calls: number; tokens: number }[]>`
    INSERT INTO usage_day (tenant_id, workspace_id, day, model_calls)
    VALUES (${caller.tenantId}::uuid, ${caller.workspaceId}::uuid, ${day}::date, 1)
    ON CONFLICT (tenant_id, day) DO UPDATE SET model_calls = usage_day.model_calls + 1
    RETURNING model_calls::float8 AS calls, (input_tokens + output_tokens)::float8 AS tokens`
  const { calls = 0, tokens = 0 } = rows[0] ?? {}
  const { modelCallsPerDay, tokensPerDay } = limits
  if (modelCallsPerDay !== undefined && calls > modelCallsPerDay) throw usedUp(`${modelCallsPerDay} model calls`, day)
  if (tokensPerDay !== undefined && tokens >= tokensPerDay) throw usedUp(`${tokensPerDay} tokens`, day)
  return { caller, day }
}

export async function recordTokens(db: Database, call: CountedCall, usage: ChatUsage | undefined): Promise<void> {
  if (usage === undefined) return
  const { prompt_tokens: input, completion_tokens: output } = usage
  await inScope(db, scopeOf(call.caller), (tx) => {
    return tx.$executeRaw`
      UPDATE usage_day SET input_tokens = input_tokens + ${input}, output_tokens = output_tokens + ${output}
      WHERE tenant_id = ${call.caller.tenantId}::uuid AND day = ${call.day}::date`
  })
}

/** No model answered: the call was none. */
export async function takeBackModelCall(db: Database, call: CountedCall): Promise<void> {
  await inScope(db, scopeOf(call.caller), (tx) => {
    return tx.$executeRaw`
      UPDATE usage_day SET model_calls = greatest(model_calls - 1, 0)
      WHERE tenant_id = ${call.caller.tenantId}::uuid AND day = ${call.day}::date`
  })
}

function usedUp(what: string, day: string): BulkheadError {
  const until = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString()
  return new BulkheadError(
    'over-limit',
    `The ${what} that this agent has a day are used up. They begin anew at ${until}.`,
    {
      details: { until },
    },
  )
}
