import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { slugSchema } from '@/domain/tenant/slug'
import type { RuntimeRequest } from './port'

/** Ids become folder and container names: anything but a UUID stops here. */
const idSchema = z.uuid()

const requestSchema = z.strictObject({
  runtimeId: idSchema,
  workspaceId: idSchema,
  tenantId: idSchema,
  tenantSlug: slugSchema,
  generation: z.int().nonnegative(),
  image: z.string().min(1).max(300),
  memoryMb: z.int().min(32).max(1_048_576),
  cpus: z.number().min(0.01).max(1_024),
  pids: z.int().min(8).max(65_536),
  bundleKey: z.base64().min(1),
}) satisfies z.ZodType<RuntimeRequest>

export function checkRequest(request: RuntimeRequest): void {
  const result = requestSchema.safeParse(request)
  if (result.success) return
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new BulkheadError('bad-input', `This runtime cannot be made as asked. ${wrong.join('; ')}`, {
    details: { issues: wrong },
  })
}

export function checkRuntimeId(runtimeId: string): void {
  if (idSchema.safeParse(runtimeId).success) return
  throw new BulkheadError('bad-input', 'A runtime id must be a UUID.', {
    details: { runtimeId: runtimeId.slice(0, 80) },
  })
}
