import { z } from 'zod'

/**
 * The broker door: HTTP/1.1 over `broker.sock`. Errors are `ErrorBody`.
 *   GET  /v1/identity          → BrokerIdentity
 *   GET  /v1/store-key         → StoreKey: the key of this tenant's own database under /data, and of nothing else
 *   GET  /v1/models            → OpenAI's model list, the allowed ones only
 *   POST /v1/chat/completions  → OpenAI's chat completions, `stream` too; needs the header `bundleHeader`
 */
export const brokerIdentitySchema = z.object({ runtimeId: z.uuid(), tenantId: z.uuid(), workspaceId: z.uuid() })
export const storeKeySchema = z.object({ key: z.string().min(32) })

export type BrokerIdentity = z.infer<typeof brokerIdentitySchema>

/** Names the digest of the bundle whose manifest the call is made under. Only bundles of that tenant count. */
export const bundleHeader = 'x-bulkhead-bundle'
/** Set on answers of the built-in demo model. */
export const demoHeader = 'x-bulkhead-demo'
export const demoModelName = 'bulkhead-demo'
