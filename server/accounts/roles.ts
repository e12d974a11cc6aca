/** What a member may be. `customer` belongs to one tenant and sees that alone. */
export const roles = ['owner', 'builder', 'operator', 'customer'] as const
export type Role = (typeof roles)[number]
export type TeamRole = Exclude<Role, 'customer'>

export const everyTeamRole = ['owner', 'builder', 'operator'] as const satisfies readonly TeamRole[]
