/** A rollout, as a checklist: at most `concurrency` tenants are under way at any moment. */
export const rolloutTransitions = {
  start: ['fan-out', 'await-targets'],
  'fan-out': ['fan-out', 'await-targets'],
  'await-targets': ['await-targets', 'finish'],
  finish: [],
} as const satisfies Record<string, readonly string[]>

export type RolloutLabel = keyof typeof rolloutTransitions
