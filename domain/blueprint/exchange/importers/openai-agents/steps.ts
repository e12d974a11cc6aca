import { closeOf } from './definitions'
import type { Language, Token } from './tokens'

/** What the workflow does, in order, as far as it is known here. */
export type Step =
  | { kind: 'run'; agent: string; result: string }
  | { kind: 'if'; ways: { condition: readonly Token[] | null; steps: Step[] }[] }
  /** Returns a value: nothing after it runs. */
  | { kind: 'end'; text: string | null }
  | { kind: 'unknown'; what: string }

export const stepLimits = { depth: 30 } as const

/** The steps of `runWorkflow`, or of the whole file when there is no such function. */
export function readSteps(tokens: readonly Token[], language: Language): Step[] {
  const entry = tokens.findIndex(({ value }) => value === 'runWorkflow' || value === 'run_workflow')
  const start = entry < 0 ? 0 : entry
  return language === 'python' ? pythonSteps(tokens, start) : typescriptSteps(tokens, start, tokens.length, 0)
}

function typescriptSteps(tokens: readonly Token[], from: number, to: number, depth: number): Step[] {
  const steps: Step[] = []
  for (let at = from; at < to; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    const run = runAt(tokens, at)
    if (run !== null) steps.push(run)
    else if (isWord(token, 'if') && depth < stepLimits.depth) {
      const read = typescriptIf(tokens, at, to, depth)
      if (read.step !== null) steps.push(read.step)
      at = read.end
    } else if (isWord(token, 'while') || isWord(token, 'for')) {
      steps.push({ kind: 'unknown', what: `A loop (${token.value})` })
      const body = closeOf(tokens, at + 1) + 1
      at = tokens[body]?.value === '{' ? closeOf(tokens, body) : body
    } else if (isWord(token, 'return') && returnsValue(tokens, at)) {
      steps.push({ kind: 'end', text: returnedText(tokens, at, to) })
    } else steps.push(...guardAt(token))
  }
  return steps
}

/** An `if` with all its `else if` and `else`. One that only throws says nothing about the flow. */
function typescriptIf(
  tokens: readonly Token[],
  at: number,
  to: number,
  depth: number,
): { step: Step | null; end: number } {
  const ways: { condition: readonly Token[] | null; steps: Step[] }[] = []
  let place = at
  let end = at
  for (;;) {
    const isElse = isWord(tokens[place], 'else')
    const at2 = isElse && isWord(tokens[place + 1], 'if') ? place + 1 : place
    const hasCondition = isWord(tokens[at2], 'if')
    const close = hasCondition ? closeOf(tokens, at2 + 1) : at2
    const condition = hasCondition ? tokens.slice(at2 + 2, close) : null
    const body = close + 1
    const isBlock = tokens[body]?.value === '{'
    end = isBlock ? closeOf(tokens, body) : statementEnd(tokens, body, to)
    const inside = tokens.slice(body, end)
    const onlyThrows = !isElse && isWord(inside[isBlock ? 1 : 0], 'throw')
    if (onlyThrows && !isWord(tokens[end + 1], 'else')) return { step: null, end }
    ways.push({ condition, steps: typescriptSteps(tokens, body, Math.min(end, to), depth + 1) })
    if (!hasCondition || !isWord(tokens[end + 1], 'else') || end + 1 >= to) break
    place = end + 1
  }
  return { step: { kind: 'if', ways }, end }
}

function statementEnd(tokens: readonly Token[], from: number, to: number): number {
  let at = from
  while (at < to && tokens[at]?.value !== ';')
    at = tokens[at]?.value === '(' || tokens[at]?.value === '{' ? closeOf(tokens, at) + 1 : at + 1
  return Math.min(at, to)
}

function pythonSteps(tokens: readonly Token[], start: number): Step[] {
  return pythonBlock(tokens, start, tokens.length, 0)
}

function pythonBlock(tokens: readonly Token[], from: number, to: number, depth: number): Step[] {
  const steps: Step[] = []
  for (let at = from; at < to; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    const run = runAt(tokens, at)
    const isFirst = tokens[at - 1]?.line !== token.line
    if (run !== null) steps.push(run)
    else if (isFirst && isWord(token, 'if') && depth < stepLimits.depth) {
      const read = pythonIf(tokens, at, to, depth)
      steps.push(read.step)
      at = read.end - 1
    } else if (isFirst && (isWord(token, 'while') || isWord(token, 'for'))) {
      steps.push({ kind: 'unknown', what: `A loop (${token.value})` })
      at = blockEnd(tokens, at, to) - 1
    } else if (isFirst && isWord(token, 'return') && returnsValue(tokens, at))
      steps.push({ kind: 'end', text: returnedText(tokens, at, to) })
    else steps.push(...guardAt(token))
  }
  return steps
}

function pythonIf(tokens: readonly Token[], at: number, to: number, depth: number): { step: Step; end: number } {
  const ways: { condition: readonly Token[] | null; steps: Step[] }[] = []
  const own = tokens[at]
  let place = at
  for (;;) {
    const colon = colonOf(tokens, place, to)
    const end = blockEnd(tokens, place, to)
    const condition = isWord(tokens[place], 'else') ? null : tokens.slice(place + 1, colon)
    ways.push({ condition, steps: pythonBlock(tokens, colon + 1, end, depth + 1) })
    const next = tokens[end]
    const goesOn = end < to && next?.indent === own?.indent && (isWord(next, 'elif') || isWord(next, 'else'))
    if (!goesOn || condition === null) return { step: { kind: 'if', ways }, end }
    place = end
  }
}

function colonOf(tokens: readonly Token[], from: number, to: number): number {
  let at = from
  while (at < to && tokens[at]?.value !== ':')
    at = ['(', '[', '{'].includes(tokens[at]?.value ?? '') ? closeOf(tokens, at) + 1 : at + 1
  return Math.min(at, to)
}

/** The first token that stands as far left as the statement at `at`, on a later line. */
function blockEnd(tokens: readonly Token[], at: number, to: number): number {
  const own = tokens[at]
  const colon = colonOf(tokens, at, to)
  let place = colon + 1
  while (place < to && own !== undefined && (tokens[place]?.indent ?? 0) > own.indent) place += 1
  return Math.max(place, at + 1)
}

/** `const x = await runner.run(agent, …)` and `x = await Runner.run(agent, …)`. */
function runAt(tokens: readonly Token[], at: number): Step | null {
  const isRun = isWord(tokens[at], 'run') && tokens[at - 1]?.value === '.' && tokens[at + 1]?.value === '('
  if (!isRun || !/^runner$/i.test(tokens[at - 2]?.value ?? '')) return null
  const first = tokens[at + 2]
  const agent = first?.kind === 'word' ? first.value : ''
  const before = isWord(tokens[at - 3], 'await') ? at - 4 : at - 3
  const isKept = tokens[before]?.value === '=' && tokens[before - 1]?.kind === 'word'
  return { kind: 'run', agent, result: isKept ? (tokens[before - 1]?.value ?? '') : '' }
}

function guardAt(token: Token): Step[] {
  if (token.kind !== 'word') return []
  if (/^run(?:AndApply)?Guardrails$|^run_(?:and_apply_)?guardrails$/.test(token.value))
    return [{ kind: 'unknown', what: 'Guardrails' }]
  return token.value === 'vectorStores' || token.value === 'vector_stores'
    ? [{ kind: 'unknown', what: 'A search in a vector store' }]
    : []
}

/** `return { message: "…" }`, also under a name: a fixed text that the caller gets. */
function returnedText(tokens: readonly Token[], at: number, to: number): string | null {
  const open = tokens[at + 1]?.value === '{' ? at + 1 : namedObject(tokens, at)
  if (open < 0) return null
  const inside = tokens.slice(open, Math.min(closeOf(tokens, open), to))
  const texts = inside.filter((token, index) => token.kind === 'text' && inside[index - 1]?.value === ':')
  return texts.length === 1 ? (texts[0]?.value ?? null) : null
}

/** Where the object begins that the returned name was given just before; -1 when it was not. */
function namedObject(tokens: readonly Token[], at: number): number {
  const name = tokens[at + 1]?.value
  for (let place = at - 1; place > Math.max(0, at - 200); place -= 1) {
    if (tokens[place]?.value === '{' && tokens[place - 1]?.value === '=' && tokens[place - 2]?.value === name)
      return place
  }
  return -1
}

/** Whether something is returned that is no call: `return withTrace(…)` is the workflow itself. */
function returnsValue(tokens: readonly Token[], at: number): boolean {
  return !isWord(tokens[at + 1], 'await') && !(tokens[at + 1]?.kind === 'word' && tokens[at + 2]?.value === '(')
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value === word
}
