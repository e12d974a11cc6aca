import { z } from 'zod'

/** The walls that a runtime proves at boot and after each swap, in the order in which it checks them. */
export const guardIds = [
  'no-capabilities',
  'no-new-privileges',
  'seccomp',
  'not-root',
  'loopback-only',
  'read-only-root',
  'memory-limit',
  'pids-limit',
  'no-secret-env',
  'broker-identity',
  'bundle-signature',
] as const

export type GuardId = (typeof guardIds)[number]

export const guardResultSchema = z.strictObject({
  id: z.enum(guardIds),
  /** `waived`: this engine cannot meet it and its operator accepted that (the process engine, for trying out). */
  outcome: z.enum(['passed', 'failed', 'waived']),
  /** What was seen, e.g. `CapEff 0000000000000000`. Never a secret. */
  evidence: z.string().max(300),
})

export const guardReportSchema = z.strictObject({
  checkedAt: z.iso.datetime(),
  results: z.array(guardResultSchema),
})

export type GuardResult = z.infer<typeof guardResultSchema>
export type GuardReport = z.infer<typeof guardReportSchema>

export function failedGuards(report: GuardReport): GuardId[] {
  return report.results.filter((result) => result.outcome === 'failed').map((result) => result.id)
}
