/** What `ensure` does, in order; not every call needs every step. */
export const ensureSteps = ['generation', 'folders', 'stop', 'remove', 'create', 'start'] as const

export type EnsureStep = (typeof ensureSteps)[number]

/** Called before each step. Tests abandon a call there, as a crash would. */
export type StepHook = (step: EnsureStep, runtimeId: string) => Promise<void> | void
