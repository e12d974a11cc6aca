import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { scopeOf } from './callers'
import type { ChatUsage } from './chat-request'

/** One model call and, where the provider told, its tokens, on the tenant's day (UTC). */
export async function recordUsage(db: Database, caller: BrokerIdentity, usage: ChatUsage | undefined): Promise<void> {
  const { prompt_tokens: input, completion_tokens: output } = usage ?? { prompt_tokens: 0, completion_tokens: 0 }
  const day = new Date().toISOString().slice(0, 10)
  await inScope(db, scopeOf(caller), (tx) => {
    return tx.$executeRaw`
      INSERT INTO usage_day (tenant_id, workspace_id, day, model_calls, input_tokens, output_tokens)
      VALUES (${caller.tenantId}::uuid, ${caller.workspaceId}::uuid, ${day}::date, 1, ${input}, ${output})
      ON CONFLICT (tenant_id, day) DO UPDATE SET
        model_calls = usage_day.model_calls + 1,
        input_tokens = usage_day.input_tokens + excluded.input_tokens,
        output_tokens = usage_day.output_tokens + excluded.output_tokens`
  })
}
