import { z } from 'zod'

const failureSchema = z.strictObject({
  /** Of what was asked for when it failed. */
  generation: z.int(),
  /** For grouping, e.g. `bundle-refused`, `guard-failed`. */
  code: z.string(),
  /** For people. */
  message: z.string(),
  bootId: z.string().nullable(),
})

/** What the machine remembers between steps. Times are milliseconds since 1970. */
export const lifecycleStateSchema = z.strictObject({
  /** In a row, without a healthy time between them. */
  crashes: z.int().default(0),
  healthySince: z.number().nullable().default(null),
  inspectedAt: z.number().default(0),
  /** Why the desired generation could not be reached; rollouts read it. */
  failure: failureSchema.nullable().default(null),
  /** The process that was there before the last start: its hello, or its last word, does not count. */
  formerBootId: z.string().nullable().default(null),
  waitingSince: z.number().nullable().default(null),
  /** The restart count that the current start of the process answers to. */
  startedForRestart: z.int().nullable().default(null),
  /** A restart that was decided: done once the engine shows another start than this. */
  restarting: z.strictObject({ startedAt: z.string().nullable() }).nullable().default(null),
  backOff: z
    .strictObject({
      until: z.number(),
      generation: z.int(),
      restartCount: z.int(),
      next: z.enum(['provision', 'restart', 'watch']),
    })
    .nullable()
    .default(null),
})

export type LifecycleState = z.infer<typeof lifecycleStateSchema>
export type LifecycleFailure = z.infer<typeof failureSchema>
