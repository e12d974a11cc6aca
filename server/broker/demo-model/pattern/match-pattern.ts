import { type CharSet, hasChar } from './char-set'
import type { PatternNode } from './parse-pattern'

type Step =
  | { kind: 'char'; set: CharSet }
  | { kind: 'either'; to: readonly number[] }
  | { kind: 'start' | 'end' | 'boundary' | 'inside' | 'done' }

const mostSteps = 600

/** A pattern as steps of a machine (Thompson, 1968); null when it would be too large. */
export type Matcher = readonly Step[]

export function compileMatcher(node: PatternNode): Matcher | null {
  const program: Program = { steps: [], work: 0 }
  if (!add(program, node)) return null
  program.steps.push({ kind: 'done' })
  return program.steps
}

/** `work` counts what adds no step too: repeats of repeats of nothing. */
type Program = { steps: Step[]; work: number }

function add(program: Program, node: PatternNode): boolean {
  const { steps } = program
  program.work += 1
  if (program.work > mostSteps) return false
  switch (node.kind) {
    case 'char':
      steps.push({ kind: 'char', set: node.set })
      return true
    case 'sequence':
      return node.items.every((item) => add(program, item))
    case 'choice':
      return addChoice(program, node.options)
    case 'repeat':
      return addRepeat(program, node)
    default:
      steps.push({ kind: node.kind })
      return true
  }
}

function addChoice(program: Program, options: readonly PatternNode[]): boolean {
  const { steps } = program
  const fork = steps.push({ kind: 'either', to: [] }) - 1
  const starts: number[] = []
  const exits: number[] = []
  for (const option of options) {
    starts.push(steps.length)
    if (!add(program, option)) return false
    exits.push(steps.push({ kind: 'either', to: [] }) - 1)
  }
  steps[fork] = { kind: 'either', to: starts }
  for (const exit of exits) steps[exit] = { kind: 'either', to: [steps.length] }
  return true
}

type Repeat = Extract<PatternNode, { kind: 'repeat' }>

function addRepeat(program: Program, { item, least, most }: Repeat): boolean {
  const { steps } = program
  for (let count = 0; count < least; count += 1) if (!add(program, item)) return false
  if (most === Number.POSITIVE_INFINITY) {
    const fork = steps.push({ kind: 'either', to: [] }) - 1
    if (!add(program, item)) return false
    steps.push({ kind: 'either', to: [fork] })
    steps[fork] = { kind: 'either', to: [fork + 1, steps.length] }
    return true
  }
  const forks: number[] = []
  for (let count = least; count < most; count += 1) {
    forks.push(steps.push({ kind: 'either', to: [] }) - 1)
    if (!add(program, item)) return false
  }
  for (const fork of forks) steps[fork] = { kind: 'either', to: [fork + 1, steps.length] }
  return true
}

/** Whether the pattern occurs anywhere in the text, in time that is linear in the text. */
export function matches(matcher: Matcher, text: string): boolean {
  const chars = [...text]
  let states = new Set<number>()
  for (let at = 0; at <= chars.length; at += 1) {
    const reached = reach(matcher, [...states, 0], chars, at)
    if (reached.has(matcher.length - 1)) return true
    const char = chars[at]
    if (char === undefined) return false
    states = new Set()
    for (const index of reached) {
      const step = matcher[index]
      if (step?.kind === 'char' && hasChar(step.set, char)) states.add(index + 1)
    }
  }
  return false
}

/** Every step that can be reached without reading another character. */
function reach(matcher: Matcher, from: readonly number[], chars: readonly string[], at: number): Set<number> {
  const reached = new Set<number>()
  const open = [...from]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    const step = matcher[index]
    if (step?.kind === 'either') open.push(...step.to)
    else if (step !== undefined && passes(step.kind, chars, at)) open.push(index + 1)
  }
  return reached
}

function passes(kind: Step['kind'], chars: readonly string[], at: number): boolean {
  if (kind === 'start') return at === 0
  if (kind === 'end') return at === chars.length
  if (kind !== 'boundary' && kind !== 'inside') return false
  const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char)
  return (isWord(chars[at - 1]) !== isWord(chars[at])) === (kind === 'boundary')
}
