import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.parseCIDR('2000::/3')
/** Azure's platform address is public by its number and private by its meaning. */
const metadata = new Set(['168.63.129.16'])

/**
 * Why an address is not for agents to reach; null for one of the public internet. What is not known to be public is
 * not: IPv6 outside 2000::/3 (among it every form that holds an IPv4 address) is refused as a whole.
 */
export function privateRange(address: string): string | null {
  const parsed = ipaddr.isValid(address) ? ipaddr.parse(address) : null
  if (parsed === null) return 'no address'
  const range = parsed.range()
  if (metadata.has(parsed.toString())) return 'metadata'
  if (range !== 'unicast') return range
  return parsed.kind() === 'ipv6' && !parsed.match(globalUnicast) ? 'reserved' : null
}
