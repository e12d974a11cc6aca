/**
 * Where browsers may ask tenants, as a source of a content security policy: `http://{slug}.localhost:4380` gives
 * `http://*.localhost:4380`. A policy's star stands for whole labels at the front and for nothing else.
 */
export function tenantOrigins(template: string): string {
  const [, scheme = '', authority = ''] = /^([a-z]+:\/\/)([^/?#]*)/i.exec(template) ?? []
  const [, before, after] = /^(.*)\{slug\}(.*)$/.exec(authority) ?? []
  if (before === undefined || after === undefined) return scheme + authority
  const dot = after.indexOf('.')
  return `${scheme}*${dot === -1 ? '' : after.slice(dot)}`
}
