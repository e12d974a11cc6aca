import type { BootEnv } from '@/domain/runtime/boot'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import { type Finding, fail, pass } from './guard'

/** The broker behind our door must take us for exactly who we were started as. */
export function judgeBrokerIdentity(boot: BootEnv, identity: BrokerIdentity): Finding {
  if (identity.runtimeId !== boot.BULKHEAD_RUNTIME_ID)
    return fail(`the broker takes us for runtime ${identity.runtimeId}`)
  if (identity.tenantId !== boot.BULKHEAD_TENANT_ID) return fail(`the broker takes us for tenant ${identity.tenantId}`)
  return pass(`runtime ${identity.runtimeId} of tenant ${identity.tenantId}`)
}
