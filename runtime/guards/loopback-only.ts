import { type Finding, fail, type Guard, pass } from './guard'

/**
 * Devices that the kernel puts into each new network namespace when a tunnel module is loaded on the host. They are
 * down, have no address and no route, and only CAP_NET_ADMIN could change that.
 */
const fallbackTunnels = new Set([
  'erspan0',
  'gre0',
  'gretap0',
  'ip6_vti0',
  'ip6gre0',
  'ip6tnl0',
  'ip_vti0',
  'sit0',
  'tunl0',
])

/** `devices` is /proc/net/dev, `routes` is /proc/net/route; both have header lines. */
export function judgeLoopbackOnly(devices: string, routes: string): Finding {
  const names = devices
    .split('\n')
    .slice(2)
    .map((line) => line.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '')
  const others = names.filter((name) => name !== 'lo' && !fallbackTunnels.has(name))
  if (others.length > 0) return fail(`network devices besides lo: ${others.join(', ')}`)
  const routeCount = routes
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '').length
  if (routeCount > 0) return fail(`${routeCount} routes lead out`)
  return names.includes('lo') ? pass('only lo, no route') : pass('no network device, no route')
}

export const loopbackOnly: Guard = async ({ readText }) =>
  judgeLoopbackOnly(await readText('/proc/net/dev'), await readText('/proc/net/route'))
