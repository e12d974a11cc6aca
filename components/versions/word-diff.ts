export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string }

/** Above this many word pairs the exact comparison is skipped: old and new are shown whole. */
const maxPairs = 4_000_000

/**
 * What changed between two texts, word by word (longest common subsequence). White space belongs to the word before; the end
 * of a line stands for itself, so that a line that is added below changes nothing above.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const a = words(before)
  const b = words(after)
  const start = commonPrefix(a, b)
  const end = commonSuffix(a, b, start)
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  return joinRuns([
    ...a.slice(0, start).map(same),
    ...(left.length * right.length > maxPairs ? replaced(left, right) : compare(left, right)),
    ...a.slice(a.length - end).map(same),
  ])
}

const same = (text: string): DiffPart => ({ kind: 'same', text })
const added = (text: string): DiffPart => ({ kind: 'added', text })
const removed = (text: string): DiffPart => ({ kind: 'removed', text })

function words(text: string): string[] {
  return text.match(/\S+[^\S\n]*|\n|[^\S\n]+/g) ?? []
}

function commonPrefix(a: string[], b: string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

function commonSuffix(a: string[], b: string[], from: number): number {
  let length = 0
  while (length < Math.min(a.length, b.length) - from && a.at(-1 - length) === b.at(-1 - length)) length += 1
  return length
}

function replaced(a: string[], b: string[]): DiffPart[] {
  return [...a.map(removed), ...b.map(added)]
}

function compare(a: string[], b: string[]): DiffPart[] {
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const parts: DiffPart[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      parts.push(same(a[i] ?? ''))
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      parts.push(removed(a[i++] ?? ''))
    } else {
      parts.push(added(b[j++] ?? ''))
    }
  }
  return [...parts, ...replaced(a.slice(i), b.slice(j))]
}

/** Neighbouring words of one kind become one run; within a change, what went stands before what came. */
function joinRuns(parts: DiffPart[]): DiffPart[] {
  const runs: DiffPart[] = []
  let change = { removed: '', added: '' }
  const flush = () => {
    if (change.removed) runs.push(removed(change.removed))
    if (change.added) runs.push(added(change.added))
    change = { removed: '', added: '' }
  }
  for (const { kind, text } of parts) {
    const last = runs.at(-1)
    if (kind !== 'same') change[kind] += text
    else if (last?.kind === 'same' && !change.removed && !change.added) last.text += text
    else {
      flush()
      runs.push(same(text))
    }
  }
  flush()
  return runs
}
