type Membership = {
  role: string
  workspace: { slug: string; name: string }
  tenant: { slug: string; name: string } | null
}

/** Where a person belongs after signing in: the team's workspace first, then their own agent, then the list. */
export function landingPath(memberships: readonly Membership[]): string {
  const team = memberships.find(({ role }) => role !== 'customer')
  if (team) return `/w/${team.workspace.slug}/blueprints`
  const [only, ...more] = ownTenants(memberships)
  return only && more.length === 0 ? `/portal/${only.workspace.slug}/${only.tenant.slug}` : '/portal'
}

export function ownTenants(memberships: readonly Membership[]) {
  return memberships.flatMap(({ workspace, tenant }) => (tenant === null ? [] : [{ workspace, tenant }]))
}
