import { at, listOf, objectOf, textOf } from '../read-json'
import { type Scope, toCel } from './expressions'

/** CEL of an n8n filter, whichever of its two forms it has; null when a part of it cannot be said here. */
export function conditionOf(conditions: unknown, scope: Scope, combine?: unknown): string | null {
  const newer = listOf(at(conditions, 'conditions'))
  if (newer.length > 0) {
    const parts = newer.map((one) => {
      const operation = textOf(at(one, 'operator', 'operation'))
      const right = at(one, 'rightValue')
      const isNumber = textOf(at(one, 'operator', 'type')) === 'number' && /^-?\d+(?:\.\d+)?$/.test(textOf(right))
      return comparison(at(one, 'leftValue'), operation, isNumber ? Number(textOf(right)) : right, scope)
    })
    return join(parts, textOf(at(conditions, 'combinator')) === 'or')
  }
  const older = Object.values(objectOf(conditions)).flatMap((list) =>
    listOf(list).map((one) =>
      comparison(at(one, 'value1'), textOf(at(one, 'operation')) || 'equal', at(one, 'value2'), scope),
    ),
  )
  return older.length === 0 ? null : join(older, textOf(combine) === 'any')
}

/** Of the old switch: one value against several. */
export function comparison(left: unknown, operation: string, right: unknown, scope: Scope): string | null {
  const a = toCel(left, scope)
  if (a === null) return null
  const unary = unaryOf(operation, a)
  if (unary !== null) return unary
  const b = toCel(right, scope)
  const binary = binaryOf(operation)
  return b === null || binary === null ? null : binary(a, b)
}

function unaryOf(operation: string, a: string): string | null {
  switch (operation) {
    case 'true':
      return `${a} == true`
    case 'false':
      return `${a} == false`
    case 'exists':
      return isPath(a) ? `has(${a})` : null
    case 'notExists':
      return isPath(a) ? `!has(${a})` : null
    case 'empty':
    case 'isEmpty':
      return `(${a} == null || ${a} == "")`
    case 'notEmpty':
    case 'isNotEmpty':
      return `(${a} != null && ${a} != "")`
    default:
      return null
  }
}

const signs: Record<string, string> = {
  equal: '==',
  equals: '==',
  notEqual: '!=',
  notEquals: '!=',
  gt: '>',
  larger: '>',
  gte: '>=',
  largerEqual: '>=',
  lt: '<',
  smaller: '<',
  lte: '<=',
  smallerEqual: '<=',
}

const calls: Record<string, string> = {
  contains: 'contains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  regex: 'matches',
}

function binaryOf(operation: string): ((a: string, b: string) => string) | null {
  const sign = Object.hasOwn(signs, operation) ? signs[operation] : undefined
  if (sign !== undefined) return (a, b) => `${a} ${sign} ${b}`
  const negated = /^not([A-Z])/.test(operation)
  const plain = negated ? operation.charAt(3).toLowerCase() + operation.slice(4) : operation
  const call = Object.hasOwn(calls, plain) ? calls[plain] : undefined
  if (call === undefined) return null
  return (a, b) => `${negated ? '!' : ''}${a}.${call}(${b})`
}

const isPath = (cel: string) => /^[a-z][\w.[\]"]*$/i.test(cel) && cel.includes('.')

function join(parts: readonly (string | null)[], any: boolean): string | null {
  if (parts.length === 0 || parts.includes(null)) return null
  return parts.length === 1 ? (parts[0] ?? null) : parts.map((part) => `(${part})`).join(any ? ' || ' : ' && ')
}
