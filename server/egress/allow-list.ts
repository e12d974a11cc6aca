import { isIP } from 'node:net'

/** `host:port` pairs that may be reached though they are private; an IPv6 address stands in brackets. */
export type EgressAllowList = ReadonlySet<string>

export function egressKey(hostname: string, port: number): string {
  const bare = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  return `${isIP(bare) === 6 ? `[${bare}]` : bare}:${port}`
}

/** Of a list with commas. Null when an entry is not `host:port`. */
export function parseAllowList(text: string): EgressAllowList | null {
  const entries = text.split(',').map((entry) => entry.trim())
  const keys = entries.filter((entry) => entry !== '').map(keyOf)
  return keys.includes(null) ? null : new Set(keys.filter((key) => key !== null))
}

function keyOf(entry: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(entry)
  const port = Number(match?.[2])
  return match?.[1] === undefined || port < 1 || port > 65_535 ? null : egressKey(match[1], port)
}
