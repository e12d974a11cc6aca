/** One database role per process, plus the owner of the tables, who migrates and does nothing else. */
export const processRoles = ['web', 'controller', 'gateway', 'broker'] as const
export type ProcessRole = (typeof processRoles)[number]
export type DatabaseRole = ProcessRole | 'owner'

export const databaseRoles: readonly DatabaseRole[] = ['owner', ...processRoles]
export const roleName = (role: DatabaseRole) => `bulkhead_${role}`
