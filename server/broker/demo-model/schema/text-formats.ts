import { format as formatChecks } from '@cfworker/json-schema'
import { findDates } from '../extract/find-dates'

/** Longer texts are not checked: none of the formats is that long. */
const mostChars = 400

/** The library's check of `url`, which is no standard format, takes exponential time. */
const uncheckedFormat = 'url'

/** What the formats of JSON Schema look like in running text. */
const readers: Readonly<Record<string, (text: string) => readonly string[]>> = {
  email: (text) => text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}/gu) ?? [],
  date: (text) => findDates(text).map(({ value }) => value),
  'date-time': readDateTimes,
  time: (text) =>
    [...text.matchAll(/\b([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?\b/g)].map(
      ([, hour = '0', minute, second = '00']) => `${hour.padStart(2, '0')}:${minute}:${second}Z`,
    ),
  uri: readUrls,
  url: readUrls,
  iri: readUrls,
  uuid: (text) => text.match(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi) ?? [],
  ipv4: (text) => text.match(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g) ?? [],
  hostname: (text) => text.match(/\b(?:[a-z0-9-]{1,63}\.)+[a-z]{2,20}\b/gi) ?? [],
}

const aliases: Readonly<Record<string, string>> = { 'idn-email': 'email', 'idn-hostname': 'hostname' }

/** Whether a format is read by its look; of others the field's name says more. */
export function isReadFormat(format: string): boolean {
  return Object.hasOwn(readers, aliases[format] ?? format)
}

/** Every text of that format, in order. */
export function readFormat(text: string, format: string): string[] {
  const read = readers[aliases[format] ?? format]
  return (read?.(text) ?? []).filter((found) => isOfFormat(found, format))
}

export function isOfFormat(text: string, format: string): boolean {
  const check = Object.hasOwn(formatChecks, format) ? formatChecks[format] : undefined
  return check === undefined || format === uncheckedFormat || (text.length <= mostChars && check(text))
}

function readDateTimes(text: string): string[] {
  const exact = text.match(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)\b/g)
  if (exact !== null) return exact
  const [time = '00:00:00Z'] = readers.time?.(text) ?? []
  return findDates(text).map(({ value }) => `${value}T${time}`)
}

function readUrls(text: string): string[] {
  return (text.match(/https?:\/\/[^\s<>"')\]]{1,300}/g) ?? []).map((url) => url.replace(/[.,;:!?]+$/, ''))
}

/** A text of the format that names nothing real (RFC 2606); null where any text will do. */
export function exampleOf(format: string, nth: number): string | null {
  const digits = String(nth % 1_000)
  const name = nth === 0 ? 'unknown' : `unknown${nth}`
  switch (aliases[format] ?? format) {
    case 'email':
      return `${name}@example.invalid`
    case 'date':
      return dateOf(nth)
    case 'date-time':
      return `${dateOf(nth)}T00:00:00Z`
    case 'time':
      return `00:00:${String(nth % 60).padStart(2, '0')}Z`
    case 'duration':
      return `PT${nth}S`
    case 'hostname':
      return `${name}.example.invalid`
    case 'ipv4':
      return `192.0.2.${nth % 256}`
    case 'ipv6':
      return `2001:db8::${(nth + 1).toString(16)}`
    case 'uri':
    case 'url':
    case 'iri':
      return `https://example.invalid/${nth === 0 ? '' : digits}`
    case 'uuid':
      return `00000000-0000-4000-8000-${nth.toString(16).padStart(12, '0')}`
    case 'json-pointer':
      return nth === 0 ? '' : `/${digits}`
    case 'json-pointer-uri-fragment':
      return nth === 0 ? '#' : `#/${digits}`
    case 'relative-json-pointer':
      return digits
    default:
      return null
  }
}

function dateOf(nth: number): string {
  return new Date(Date.UTC(1970, 0, 1 + (nth % 20_000))).toISOString().slice(0, 10)
}
