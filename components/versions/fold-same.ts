import type { DiffPart } from './word-diff'

export type FoldedPart = DiffPart | { kind: 'folded'; text: string }

/** Unchanged text that is kept beside a change, in characters. */
const contextChars = 120

/** Leaves out the middle of long unchanged text: what is read is what changed, and a little around it. */
export function foldSame(parts: readonly DiffPart[]): FoldedPart[] {
  if (parts.every(({ kind }) => kind === 'same')) return [...parts]
  return parts.flatMap((part, index): FoldedPart[] => {
    if (part.kind !== 'same') return [part]
    const head = index === 0 ? 0 : afterWord(part.text, contextChars)
    const tail = index === parts.length - 1 ? part.text.length : beforeWord(part.text, part.text.length - contextChars)
    if (tail - head < contextChars) return [part]
    const kept = (text: string): DiffPart[] => (text === '' ? [] : [{ kind: 'same', text }])
    return [
      ...kept(part.text.slice(0, head)),
      { kind: 'folded', text: part.text.slice(head, tail) },
      ...kept(part.text.slice(tail)),
    ]
  })
}

function afterWord(text: string, from: number): number {
  const space = text.slice(from).search(/\s/)
  return space === -1 ? text.length : from + space + 1
}

function beforeWord(text: string, from: number): number {
  return Math.max(0, text.slice(0, Math.max(0, from)).search(/\S*$/))
}
