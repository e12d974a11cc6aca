import { celText } from '../cel-text'
import type { Token } from './tokens'

/** What a name of the code stands for here: `(["output_parsed", "category"])` → CEL, or null. */
export type ResolveName = (name: string, path: readonly string[]) => string | null

const joints: Readonly<Record<string, string>> = { '&&': '&&', '||': '||', and: '&&', or: '||' }
const signs: Readonly<Record<string, string>> = {
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
  '>': '>',
  '<': '<',
  '>=': '>=',
  '<=': '<=',
}

/** Comparisons of results with fixed values, joined by and/or; null for whatever else is computed. */
export function conditionToCel(tokens: readonly Token[], resolve: ResolveName): string | null {
  const parts: string[] = []
  let open: Token[] = []
  for (const token of [...tokens, null]) {
    const joint =
      token !== null && token.kind !== 'text' && Object.hasOwn(joints, token.value) ? joints[token.value] : undefined
    if (token !== null && joint === undefined) {
      open.push(token)
      continue
    }
    const cel = comparison(open, resolve)
    if (cel === null) return null
    parts.push(cel, ...(joint === undefined ? [] : [joint]))
    open = []
  }
  // `a && b || c` is read the same way there and here.
  return parts.join(' ')
}

function comparison(tokens: readonly Token[], resolve: ResolveName): string | null {
  const at = tokens.findIndex((token) => token.kind === 'sign' && Object.hasOwn(signs, token.value))
  if (at < 0) {
    const isNot = tokens[0]?.value === '!' || tokens[0]?.value === 'not'
    const path = pathToCel(isNot ? tokens.slice(1) : tokens, resolve)
    return path === null ? null : `${path} == ${isNot ? 'false' : 'true'}`
  }
  const left = pathToCel(tokens.slice(0, at), resolve)
  const right = literal(tokens.slice(at + 1))
  return left === null || right === null ? null : `${left} ${signs[tokens[at]?.value ?? '']} ${right}`
}

function literal(tokens: readonly Token[]): string | null {
  const [token] = tokens
  if (token === undefined || tokens.length !== 1) return null
  if (token.kind === 'text') return celText(token.value)
  if (token.kind === 'number' && /^\d+(?:\.\d+)?$/.test(token.value)) return token.value
  if (/^(?:true|false)$/i.test(token.value)) return token.value.toLowerCase()
  return /^(?:null|None)$/.test(token.value) ? 'null' : null
}

function pathToCel(tokens: readonly Token[], resolve: ResolveName): string | null {
  const read = pathOf(tokens)
  return read === null ? null : resolve(read.name, read.path)
}

/** `a.b["c"]` → `a`, `b`, `c`; null for anything else. */
export function pathOf(tokens: readonly Token[]): { name: string; path: string[] } | null {
  const [first, ...rest] = tokens
  if (first?.kind !== 'word') return null
  const path: string[] = []
  for (let at = 0; at < rest.length; ) {
    const [mark, key, close] = rest.slice(at, at + 3)
    if (mark?.value === '.' && key?.kind === 'word') {
      path.push(key.value)
      at += 2
    } else if (mark?.value === '[' && key?.kind === 'text' && close?.value === ']') {
      path.push(key.value)
      at += 3
    } else return null
  }
  return { name: first.value, path }
}
