import type { Language, Token } from './tokens'

/** `new Agent({ name: "…" })` or `Agent(name="…")`: what stands after each name, as tokens. */
/** The fields of agents alone are read. */
export type Call = { variable: string; callee: string; fields: ReadonlyMap<string, readonly Token[]>; end: number }

export type Definitions = {
  agents: ReadonlyMap<string, Call>
  /** Other things that are made by a call, such as tools. */
  calls: ReadonlyMap<string, Call>
  /** Fields of schemas: by the name of the schema. */
  schemas: ReadonlyMap<string, readonly SchemaField[]>
  /** Texts under a name, and functions that give one, in the order in which they stand. */
  texts: ReadonlyMap<string, readonly NamedText[]>
}

/** `at`: where it stands in the source. */
export type NamedText = { at: number; value: string }

/** The text that a name stands for at a place: the nearest one before it, else the first. */
export function textNamed({ texts }: Pick<Definitions, 'texts'>, name: string, at: number): string | null {
  const list = texts.get(name) ?? []
  return (list.findLast((text) => text.at < at) ?? list[0])?.value ?? null
}

export type SchemaField = { name: string; type: 'text' | 'number' | 'boolean' | 'other'; choices: readonly string[] }

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

const pairs = new WeakMap<readonly Token[], readonly number[]>()

/** The place of the sign that closes the one at `open`, or the end. */
export function closeOf(tokens: readonly Token[], open: number): number {
  const known = pairs.get(tokens) ?? pairsOf(tokens)
  pairs.set(tokens, known)
  return known[open] ?? tokens.length
}

function pairsOf(tokens: readonly Token[]): number[] {
  const found: number[] = new Array(tokens.length).fill(tokens.length)
  const open: number[] = []
  tokens.forEach((token, at) => {
    if (token.kind !== 'sign') return
    if (token.value in closing) open.push(at)
    else if (token.value === ')' || token.value === ']' || token.value === '}') {
      const start = open.pop()
      if (start !== undefined) found[start] = at
    }
  })
  return found
}

export function readDefinitions(tokens: readonly Token[], language: Language): Definitions {
  const agents = new Map<string, Call>()
  const calls = new Map<string, Call>()
  const texts = new Map<string, NamedText[]>()
  const name = (variable: string, value: string, at: number) =>
    texts.set(variable, [...(texts.get(variable) ?? []), { at, value }])
  const schemas = new Map<string, readonly SchemaField[]>()
  for (let at = 0; at < tokens.length; at += 1) {
    if (language === 'python' && tokens[at]?.value === 'class') readClass(tokens, at, schemas)
    if (tokens[at + 1]?.value !== '=' || tokens[at]?.kind !== 'word') continue
    const variable = tokens[at]?.value ?? ''
    const value = tokens[at + 2]
    if (value?.kind === 'text') name(variable, value.value, value.at)
    if (value?.value === 'z' && tokens[at + 4]?.value === 'object') schemas.set(variable, zodFields(tokens, at + 5))
    const arrow = arrowText(tokens, at + 2)
    if (arrow !== null) name(variable, arrow, tokens[at]?.at ?? 0)
    const call = callAt(tokens, at + 2, variable)
    if (call === null) continue
    if (call.callee === 'Agent') {
      agents.set(variable, call)
      at = Math.max(at, call.end)
    } else calls.set(variable, call)
  }
  return { agents, calls, schemas, texts }
}

/** `(runContext, _agent) => { … return `…` }`: instructions that are made when the agent runs. */
function arrowText(tokens: readonly Token[], at: number): string | null {
  if (tokens[at]?.value !== '(') return null
  const arrow = closeOf(tokens, at) + 1
  if (tokens[arrow]?.value !== '=>') return null
  if (tokens[arrow + 1]?.kind === 'text') return tokens[arrow + 1]?.value ?? null
  if (tokens[arrow + 1]?.value !== '{') return null
  const end = closeOf(tokens, arrow + 1)
  for (let place = arrow + 2; place < end; place += 1) {
    if (tokens[place]?.value === 'return' && tokens[place + 1]?.kind === 'text') return tokens[place + 1]?.value ?? null
  }
  return null
}

function callAt(tokens: readonly Token[], start: number, variable: string): Call | null {
  let at = tokens[start]?.value === 'new' ? start + 1 : start
  let callee = ''
  while (tokens[at]?.kind === 'word' || tokens[at]?.value === '.') {
    if (tokens[at]?.kind === 'word') callee = tokens[at]?.value ?? ''
    at += 1
  }
  if (tokens[at]?.value === '<') {
    while (at < tokens.length && tokens[at]?.value !== '>' && tokens[at]?.value !== '(') at += 1
    at += 1
  }
  if (callee === '' || tokens[at]?.value !== '(') return null
  const inside = tokens[at + 1]?.value === '{' ? at + 1 : at
  const end = closeOf(tokens, inside)
  return { variable, callee, fields: callee === 'Agent' ? fieldsOf(tokens, inside, end) : new Map(), end }
}

/** `name: value` or `name=value` on the first level between two signs. */
export function fieldsOf(tokens: readonly Token[], open: number, close: number): Map<string, readonly Token[]> {
  const fields = new Map<string, readonly Token[]>()
  for (const part of partsOf(tokens, open, close)) {
    const [name, mark, ...value] = part
    if (name === undefined || (name.kind !== 'word' && name.kind !== 'text')) continue
    if (mark === undefined) fields.set(name.value, [name])
    else if (mark.value === ':' || mark.value === '=') fields.set(name.value, value)
  }
  return fields
}

/** What stands between commas on the first level. */
export function partsOf(tokens: readonly Token[], open: number, close: number): Token[][] {
  const parts: Token[][] = [[]]
  for (let at = open + 1; at < close; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    if (token.kind === 'sign' && token.value === ',') {
      parts.push([])
      continue
    }
    const end = token.kind === 'sign' && token.value in closing ? Math.min(closeOf(tokens, at), close - 1) : at
    parts.at(-1)?.push(...tokens.slice(at, end + 1))
    at = end
  }
  return parts.filter((part) => part.length > 0)
}

function zodFields(tokens: readonly Token[], open: number): SchemaField[] {
  const brace = tokens[open + 1]?.value === '{' ? open + 1 : open
  return [...fieldsOf(tokens, brace, closeOf(tokens, brace))].map(([name, value]) => {
    const kind = value.find((token) => token.kind === 'word' && token.value !== 'z')?.value ?? ''
    const choices = kind === 'enum' ? value.filter((token) => token.kind === 'text').map((token) => token.value) : []
    return { name, type: typeOf(kind), choices }
  })
}

/** `class ClassifySchema(BaseModel):` with `category: str` below it. */
function readClass(tokens: readonly Token[], at: number, schemas: Map<string, readonly SchemaField[]>): void {
  const name = tokens[at + 1]
  const own = tokens[at]
  if (name?.kind !== 'word' || own === undefined) return
  const fields: SchemaField[] = []
  let place = tokens[at + 2]?.value === '(' ? closeOf(tokens, at + 2) + 1 : at + 2
  for (; place < tokens.length; place += 1) {
    const token = tokens[place]
    if (token === undefined || (token.line > own.line && token.indent <= own.indent)) break
    const isField = token.kind === 'word' && tokens[place + 1]?.value === ':' && tokens[place - 1]?.line !== token.line
    if (!isField) continue
    const value = restOfLine(tokens, place + 2)
    const choices =
      value[0]?.value === 'Literal' ? value.filter((next) => next.kind === 'text').map((next) => next.value) : []
    fields.push({ name: token.value, type: choices.length > 0 ? 'text' : typeOf(value[0]?.value ?? ''), choices })
  }
  schemas.set(name.value, fields)
}

function restOfLine(tokens: readonly Token[], from: number): Token[] {
  const line: Token[] = []
  for (let at = from; tokens[at] !== undefined && tokens[at]?.line === tokens[from]?.line; at += 1) {
    line.push(...tokens.slice(at, at + 1))
  }
  return line
}

function typeOf(word: string): SchemaField['type'] {
  if (/^(?:string|str|enum|Literal)$/.test(word)) return 'text'
  if (/^(?:number|int|float)$/.test(word)) return 'number'
  return /^(?:boolean|bool)$/.test(word) ? 'boolean' : 'other'
}
