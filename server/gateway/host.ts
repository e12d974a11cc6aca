import { slugSchema } from '@/domain/tenant/slug'
import { malformedRequest, type Refusal, unknownHost } from './refusal'

const hostShape = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/

/**
 * The slug that a Host header names: `<slug>.<domain>`, in any case, with any port, with or without the root's dot
 * (RFC 9110 §7.2, RFC 1034 §3.1). Otherwise the refusal: malformed, or nobody there.
 */
export function slugOfHost(header: string | undefined, domain: string): string | Refusal {
  if (header === undefined) return malformedRequest('The request names no host.')
  const host = hostShape.exec(header.toLowerCase())?.[1]
  if (host === undefined || header.length > 300) return malformedRequest('The Host header is not a host name.')
  const name = host.replace(/\.$/, '')
  const suffix = `.${domain.toLowerCase()}`
  const slug = name.endsWith(suffix) ? name.slice(0, -suffix.length) : ''
  return slugSchema.safeParse(slug).success ? slug : unknownHost(name)
}
