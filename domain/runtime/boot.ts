import { z } from 'zod'
import { guardIds } from './guard-report'

/**
 * The whole environment of a runtime's process: nothing else is set. No secret is ever in here.
 * The provisioning adapter renders it; `runtime/` parses it at start.
 */
export const bootEnvSchema = z.object({
  BULKHEAD_RUNTIME_ID: z.uuid(),
  BULKHEAD_TENANT_ID: z.uuid(),
  BULKHEAD_GENERATION: z.coerce.number().int().nonnegative(),
  /** Folder with the three door sockets: `/run/bulkhead` in a container. */
  BULKHEAD_DOORS: z.string(),
  /** The tenant's own folder: `/data` in a container. */
  BULKHEAD_DATA: z.string(),
  /** Ed25519 public key, SPKI DER, base64. Public by nature. */
  BULKHEAD_BUNDLE_KEY: z.base64(),
  /** Guards that this engine cannot meet, comma-separated; empty for a sealed engine. */
  BULKHEAD_WAIVED_GUARDS: z
    .string()
    .default('')
    .transform((list) => (list === '' ? [] : list.split(',')))
    .pipe(z.array(z.enum(guardIds))),
})

export type BootEnv = z.infer<typeof bootEnvSchema>
