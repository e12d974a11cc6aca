import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { BulkheadError } from '../errors'

/** Deeper JSON is refused: nothing that people draw comes near, and recursion must have an end. */
export const maxJsonDepth = 64

/**
 * Canonical JSON: object keys sorted by UTF-16 code unit, no white space, no `undefined`. Two values that mean the same
 * give the same text, so the text can be hashed and signed. Throws `bad-input` on what JSON cannot say.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

export type Digest = `sha256:${string}`

/** `sha256:<hex>` of the text's UTF-8 bytes. */
export function sha256Digest(text: string): Digest {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`
}

export function utf8Length(text: string): number {
  return utf8ToBytes(text).length
}

function write(value: unknown, depth: number): string {
  if (depth > maxJsonDepth) {
    throw new BulkheadError('bad-input', `This JSON is nested more than ${maxJsonDepth} levels deep.`)
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
  if (isPlainObject(value)) return writeObject(value, depth)
  throw new BulkheadError('bad-input', `JSON cannot hold ${describe(value)}.`)
}

function writeObject(value: Record<string, unknown>, depth: number): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(value[key], depth + 1)}`)
  return `{${members.join(',')}}`
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function describe(value: unknown): string {
  if (typeof value === 'number') return `the number ${value}`
  return value === undefined ? 'undefined' : `a ${typeof value === 'object' ? 'class instance' : typeof value}`
}
