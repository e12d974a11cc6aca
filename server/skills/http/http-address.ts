import { BulkheadError } from '@/domain/errors'
import type { FieldProblem, FieldValues } from '../check-connection'

const headerName = /^[A-Za-z][A-Za-z0-9-]{0,80}$/
const reserved =
  /^(?:host|content-length|content-type|connection|transfer-encoding|accept-encoding|user-agent|te|upgrade|expect|trailer|idempotency-key|proxy-.*)$/i

export function httpFieldProblems(values: FieldValues): FieldProblem[] {
  return [
    ...(baseOf(values.baseUrl ?? '') === null
      ? [
          {
            path: 'baseUrl',
            message: '"Base address" must be an http or https address without a password, a query or a #.',
          },
        ]
      : []),
    ...(values.header !== undefined && !headerName.test(values.header)
      ? [{ path: 'header', message: '"Key header" must be the name of a header.' }]
      : []),
    ...(values.header !== undefined && reserved.test(values.header)
      ? [{ path: 'header', message: `The header "${values.header}" is set by the call itself: choose another.` }]
      : []),
    ...(values.key !== undefined && !/^[\x20-\x7e]+$/.test(values.key)
      ? [{ path: 'key', message: '"Key" may hold letters, digits and signs of ASCII only.' }]
      : []),
  ]
}

export function baseOf(baseUrl: string): URL | null {
  const url = URL.parse(baseUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : null
}

/**
 * The address of a path below the base, and never one beside it: throws `bad-input` for what climbs (`..`, also when it
 * is encoded, once or more often) or leaves the host.
 */
export function addressBelow(base: URL, path: string): URL {
  const folder = base.pathname.replace(/\/+$/, '')
  const url = URL.parse(`${base.origin}${folder}/${path.replace(/^\//, '')}`)
  const isBelow = url !== null && url.origin === base.origin && url.username === '' && url.password === ''
  if (isBelow && !climbs(path) && (url.pathname === folder || url.pathname.startsWith(`${folder}/`))) return url
  throw new BulkheadError('bad-input', `The path must lie below ${base.origin}${folder}/ and hold no "..".`, {
    details: { problems: [{ path: 'args.path', message: 'must lie below the base address' }] },
  })
}

function climbs(path: string): boolean {
  if (/[\\#\s]|[^\x20-\x7e]|^\/\//.test(path)) return true
  let text = path.split('?', 1)[0] ?? ''
  for (let round = 0; round < 5; round++) {
    if (/(?:^|[/\\;])\.\.(?:$|[/\\;])/.test(text) || /[\\\0]/.test(text)) return true
    const next = decode(text)
    if (next === null) return true
    if (next === text) return false
    text = next
  }
  return true
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
