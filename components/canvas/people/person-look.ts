/** How a person looks on the canvas. Colours repeat sooner than pairs of colour and shape, and initials tell all apart. */
export type PersonLook = { color: string; shape: string; initials: string }

const colors = [
  'var(--group-reasoning)',
  'var(--group-knowledge)',
  'var(--group-output)',
  'var(--group-control)',
  'var(--group-trigger)',
]
const shapes = ['rounded-full', 'rounded-[3px]', 'rounded-t-full rounded-b-[3px]']

export function personLook({ personId, name }: { personId: string; name: string }): PersonLook {
  const seed = [...personId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
  return {
    color: colors[seed % colors.length] ?? 'var(--accent)',
    shape: shapes[Math.floor(seed / colors.length) % shapes.length] ?? 'rounded-full',
    initials: initialsOf(name),
  }
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? '')][0]) : [...(words[0] ?? '')].slice(0, 2)
  return letters.join('').toUpperCase() || '?'
}
