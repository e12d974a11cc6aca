import type { Schema } from '../schema/json-schema'
import { isSchema, schemasIn, textIn } from '../schema/json-schema'
import { findPath } from './find-path'

const weights = { address: 1.5, channel: 2, path: 1.5, shownPath: 2, link: 1.5 } as const

/** What in a request has the look of an argument: an address for a recipient, `#ops` for a channel. */
export function evidenceFor(parameters: Schema, instructions: string, text: string): number {
  const known = schemasIn(parameters, 'properties').slice(0, 40)
  const has = (names: RegExp) => known.find(([name]) => names.test(name))
  let score = 0
  if (/\S@\S+\.\S/.test(text) && (has(/^(?:to|recipients?|address|e?-?mail)$/i) || hasFormat(known, 'email'))) {
    score += weights.address
  }
  if (/(?<![\w&])#[a-z]/i.test(text) && has(/channel/i)) score += weights.channel
  if (/https?:\/\//.test(text) && (has(/^(?:url|link|address|website)$/i) || hasFormat(known, 'uri')))
    score += weights.link
  const path = has(/^path$/i)?.[1]
  return path === undefined
    ? score
    : score + pathEvidence(isSchema(path) ? textIn(path, 'description') : '', instructions, text)
}

function pathEvidence(description: string, instructions: string, text: string): number {
  if (findPath(text, '') !== null) return weights.path
  // Shown without a place for a number, a path says nothing about this request.
  return /\d/.test(findPath(text, `${description}\n${instructions}`) ?? '') ? weights.shownPath : 0
}

function hasFormat(known: readonly [string, unknown][], format: string): boolean {
  return known.some(([, schema]) => isSchema(schema) && schema.format === format)
}
