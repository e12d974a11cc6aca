import { z } from 'zod'

/**
 * On which web asks the broker to try a connection out: web may not open it. A hint only: whoever asked looks at the
 * connection's row, and asks again when nothing comes.
 */
export const checkChannel = 'bulkhead_connection_check'

export const checkRequestSchema = z.strictObject({
  workspaceId: z.uuid(),
  tenantId: z.uuid(),
  skill: z.string().max(40),
})

export type CheckRequest = z.infer<typeof checkRequestSchema>
