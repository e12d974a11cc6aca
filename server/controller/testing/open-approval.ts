import { randomUUID } from 'node:crypto'
import type { OpenApproval } from '@/domain/runtime/door-messages'

/** A question as a runtime tells of it. */
export function openApproval(change: Partial<OpenApproval> = {}): OpenApproval {
  const now = Date.now()
  return {
    id: randomUUID(),
    runId: randomUUID(),
    label: 'Refund',
    blueprintVersion: 1,
    people: [],
    askedAt: new Date(now).toISOString(),
    deadlineAt: new Date(now + 3_600_000).toISOString(),
    subjectDigest: null,
    viewKey: 'a-key-of-22-characters',
    ...change,
  }
}
