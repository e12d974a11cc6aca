import { BulkheadError } from '../errors'
import { documentLimits } from './document'
import { type Expression, type ExpressionContext, parseExpression } from './expressions'

/** Templates are plain text with CEL expressions in double braces: `Hello {{ input.content }}`. */
export const templateLimits = { chars: documentLimits.textChars, outputChars: 64_000 } as const

export type TemplatePart = { text: string } | { expression: Expression; offset: number }
export type Template = readonly TemplatePart[]

/** Throws `bad-input` with `details.position` in the template, or `too-large`. */
export function parseTemplate(text: string): Template {
  if (text.length > templateLimits.chars) {
    throw new BulkheadError('too-large', `A template may hold ${templateLimits.chars} characters.`)
  }
  const parts: TemplatePart[] = []
  let at = 0
  for (;;) {
    const open = text.indexOf('{{', at)
    if (open < 0) break
    if (open > at) parts.push({ text: text.slice(at, open) })
    const close = findClose(text, open + 2)
    parts.push({ expression: parseAt(text.slice(open + 2, close), open + 2), offset: open + 2 })
    at = close + 2
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}

/** Renders a template. Throws `bad-input` naming the path that has no value, or `too-large`. */
export function renderTemplate(template: string | Template, context: ExpressionContext): string {
  let output = ''
  for (const part of typeof template === 'string' ? parseTemplate(template) : template) {
    output += 'text' in part ? part.text : asText(part.expression.evaluate(context))
    if (output.length > templateLimits.outputChars) {
      throw new BulkheadError(
        'too-large',
        `The filled-in text is longer than ${templateLimits.outputChars} characters.`,
      )
    }
  }
  return output
}

/** The names that a template reads, each once, in order of appearance. Throws like `parseTemplate`. */
export function expressionNames(text: string): string[] {
  const names = parseTemplate(text).flatMap((part) =>
    'text' in part ? [] : part.expression.uses.map((use) => use.name),
  )
  return [...new Set(names)]
}

/** `["triage", "text"]` when the template is nothing but `{{ triage.text }}`; else null. */
export function solePath(text: string): string[] | null {
  const parts = parseTemplate(text.trim())
  const [only] = parts
  if (parts.length !== 1 || only === undefined || 'text' in only) return null
  const [use] = only.expression.uses
  if (use === undefined || only.expression.uses.length !== 1) return null
  const path = [use.name, ...use.path]
  return only.expression.source.trim() === path.join('.') ? path : null
}

/** The end of an expression: the first `}}` outside quotes and outside map literals. */
function findClose(text: string, from: number): number {
  let quote: string | null = null
  let braces = 0
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]
    if (quote !== null) {
      if (char === '\\') at += 1
      else if (char === quote) quote = null
    } else if (char === '"' || char === "'") quote = char
    else if (char === '{') braces += 1
    else if (char === '}' && braces > 0) braces -= 1
    else if (char === '}' && text[at + 1] === '}') return at
  }
  throw new BulkheadError('bad-input', 'A {{ is never closed: add }} after the expression.', {
    details: { position: from - 2 },
  })
}

function parseAt(source: string, offset: number): Expression {
  try {
    return parseExpression(source)
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    const position = typeof error.details.position === 'number' ? error.details.position + offset : offset
    throw new BulkheadError(error.code, error.message, { details: { ...error.details, position }, cause: error.cause })
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return Number(inner)
    return inner instanceof Map ? Object.fromEntries(inner) : inner
  })
}
