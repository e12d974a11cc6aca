export const tenantRolloutMachineName = 'tenant-rollout'

/** One tenant's part of a rollout, as a checklist. */
export const tenantRolloutTransitions = {
  start: ['await-healthy'],
  'await-healthy': ['await-healthy', 'overdue'],
  overdue: [],
} as const satisfies Record<string, readonly string[]>

export type TenantRolloutLabel = keyof typeof tenantRolloutTransitions
