type Searchable = { name: string; slug: string; phase: string; blueprint: { id: string; name: string } }

/** Every word must be found somewhere: in the name, the slug, the blueprint, or the state. */
export function searchTenants<Tenant extends Searchable>(
  tenants: readonly Tenant[],
  query: string,
  blueprintId: string | null,
): Tenant[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return tenants.filter((tenant) => {
    if (blueprintId !== null && tenant.blueprint.id !== blueprintId) return false
    const text = `${tenant.name} ${tenant.slug} ${tenant.blueprint.name} ${tenant.phase}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
