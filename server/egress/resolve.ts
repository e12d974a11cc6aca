import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { BulkheadError } from '@/domain/errors'
import { privateRange } from './address-range'
import { type EgressAllowList, egressKey } from './allow-list'

/** Every address of a host. The system's resolver, unless a test brings its own. */
export type Resolver = (hostname: string) => Promise<readonly LookupAddress[]>

export type Destination = {
  hostname: string
  port: number
  /** Resolved and checked once: a connection goes to one of these, whatever the name says a moment later. */
  addresses: readonly LookupAddress[]
  /** On the installation's own list of what may be reached though it is private. */
  listed: boolean
}

/**
 * Where a connection may go. Throws `not-allowed` when the host, or any one of its addresses, is not of the public
 * internet: a name that is public and private at once is an attempt. Names that are numbers in disguise (`2130706433`,
 * `0x7f.1`) are read by the resolver as the system would, and so are checked as what they are.
 */
export async function resolveDestination(
  hostname: string,
  port: number,
  options: { allow: EgressAllowList; resolver: Resolver; signal: AbortSignal },
): Promise<Destination> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = await orAborted(options.resolver(host), options.signal).catch((cause: unknown) => {
    throw notFound(host, cause)
  })
  if (addresses.length === 0) throw notFound(host)
  const listed = options.allow.has(egressKey(host, port))
  const range = listed ? null : addresses.map(({ address }) => privateRange(address)).find((found) => found !== null)
  if (range != null) {
    throw new BulkheadError(
      'not-allowed',
      `${host} is not an address of the public internet (${range}). Agents reach public addresses only, and what the installation lists in BULKHEAD_EGRESS_ALLOW.`,
      { details: { host, range } },
    )
  }
  return { hostname: host, port, addresses, listed }
}

export const systemResolver: Resolver = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true, verbatim: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

/** For sockets: answers with the addresses that were checked, and never asks again. */
export function pinnedLookup({ addresses }: Destination): LookupFunction {
  return (_hostname, { all }, callback) => {
    const first = addresses[0]
    if (all === true) callback(null, [...addresses])
    else if (first === undefined) callback(new Error('no address'), '')
    else callback(null, first.address, first.family)
  }
}

function notFound(host: string, cause?: unknown): unknown {
  if (cause instanceof Error && /^(Abort|Timeout)Error$/.test(cause.name)) return cause
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  return new BulkheadError('upstream-failed', `The host ${host} cannot be found${code ? ` (${code})` : ''}.`, { cause })
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
