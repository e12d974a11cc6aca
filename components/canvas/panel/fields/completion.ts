import type { Variable, VariableGroup } from '../variables'

export type Syntax = 'template' | 'cel'

/** A value that is being named at the cursor: where its name began. `bare`: no braces stand around it yet. */
export type Completion = { from: number; word: string; bare?: true }

/** What is being named at the cursor; null where no value is expected. */
export function completionAt(text: string, caret: number, syntax: Syntax): Completion | null {
  const before = text.slice(0, caret)
  const start = syntax === 'cel' ? 0 : openExpression(before)
  if (start === null) return null
  const inside = before.slice(start)
  if (isQuoted(inside)) return null
  const word = /[A-Za-z_][\w.]*$/.exec(inside)?.[0] ?? ''
  const ahead = inside.slice(0, inside.length - word.length)
  // After a dot, a closing bracket or a digit there is no name that could begin a path.
  if (/[\w.)\]]$/.test(ahead)) return null
  if (word === '' && (syntax === 'cel' || ahead.trim() !== '')) return null
  return { from: caret - word.length, word }
}

/** The text with the value named, and where the cursor goes. */
export function complete(
  text: string,
  caret: number,
  { from, bare }: Completion,
  path: string,
  syntax: Syntax,
): { text: string; caret: number } {
  const [head, tail] = [text.slice(0, from), text.slice(caret)]
  const [open, close] = syntax === 'cel' ? ['', ''] : bracesAround(head, tail, bare === true)
  const written = head + open + path + close
  return { text: written + tail, caret: written.length }
}

const most = 8

/** Paths that begin with the word come first; labels and later parts of a path are found too. */
export function matching(groups: readonly VariableGroup[], word: string): Variable[] {
  const wanted = word.toLowerCase()
  const all = groups.flatMap((group) => group.variables)
  const begins = all.filter(({ path }) => path.toLowerCase().startsWith(wanted))
  const holds = all.filter(
    (item) => !begins.includes(item) && `${item.path} ${item.label}`.toLowerCase().includes(wanted),
  )
  return [...begins, ...holds].filter(({ path }) => path !== word).slice(0, most)
}

function bracesAround(head: string, tail: string, bare: boolean): [string, string] {
  if (bare) return ['{{ ', ' }}']
  const [nextOpen, nextClose] = [tail.indexOf('{{'), tail.indexOf('}}')]
  const isClosed = nextClose >= 0 && (nextOpen < 0 || nextClose < nextOpen)
  return [head.endsWith('{{') ? ' ' : '', isClosed ? '' : ' }}']
}

/** Where the expression begins in which the text ends; null outside of one. */
function openExpression(text: string): number | null {
  const open = text.lastIndexOf('{{')
  return open < 0 || text.indexOf('}}', open) >= 0 ? null : open + 2
}

function isQuoted(text: string): boolean {
  let quote: string | undefined
  for (const char of text) {
    if (quote === undefined && (char === '"' || char === "'")) quote = char
    else if (char === quote) quote = undefined
  }
  return quote !== undefined
}
