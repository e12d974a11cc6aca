/** Adds the tenant's own address: `http://{slug}.localhost:4380` with its slug put in. */
export function withUrl(template: string) {
  return <T extends { slug: string }>(tenant: T) => ({ ...tenant, url: template.replace('{slug}', tenant.slug) })
}
