import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chunk, chunkSizes, chunkText } from './chunk'

const words = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `word${from + index}`)
const visible = (text: string) => text.replace(/\s+/g, '')

/** What is left of the text when the chunks are laid over it one after the other; null when one does not fit on. */
function uncovered(text: string, chunks: readonly Chunk[]): string | null {
  const all = visible(text)
  let covered = 0
  for (const chunk of chunks) {
    const part = visible(chunk.text)
    const longest = Math.min(covered, chunkSizes.overlap)
    const overlap = Array.from({ length: longest + 1 }, (_, index) => longest - index).find(
      (length) => all.startsWith(part, covered - length) && part.length > length,
    )
    if (overlap === undefined) return null
    covered += part.length - overlap
  }
  return all.slice(covered)
}

const line = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.string({ maxLength: 12 }), { maxLength: 40 }).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 500, max: 3_000 }).map((length) => words(0, length).join('').slice(0, length)),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '# A', '## B #', '```', '~~~~', '###', '   ', '- x. y! z?') },
)
const document = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'))

describe('any text, cut', () => {
  it('loses nothing and keeps its order', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('plain' as const, 'markdown' as const), (text, syntax) => {
        expect(uncovered(text, chunkText(text, syntax))).toBe('')
      }),
      { numRuns: 500 },
    )
  })

  it('gives no chunk that is empty, too long, or ends in half a character', () => {
    fc.assert(
      fc.property(document, (text) => {
        const whole = text.toWellFormed()
        for (const chunk of chunkText(whole, 'markdown')) {
          expect(chunk.text.trim()).not.toBe('')
          expect(chunk.text.length).toBeLessThanOrEqual(chunkSizes.fresh + chunkSizes.overlap)
          expect(chunk.text.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
    const smileys = chunkText(`a${'😀'.repeat(1_000)}`, 'plain')
    expect(smileys.length).toBeGreaterThan(1)
    expect(smileys.every(({ text }) => text.isWellFormed())).toBe(true)
  })

  it('takes a second for ten megabytes, not an hour', () => {
    const text = `${words(0, 900).join(' ')}\n\n`.repeat(1_400)
    expect(text.length).toBeGreaterThan(9_000_000)
    expect(chunkText(text, 'markdown').length).toBeGreaterThan(10_000)
    expect(chunkText('a'.repeat(10_000_000), 'plain').length).toBe(12_500)
    for (const hostile of ['"', '# ', '. ', '\n# ', '```\n', 'a\u2028']) {
      chunkText(`# ${hostile.repeat(Math.ceil(1_000_000 / hostile.length))}#`, 'markdown')
    }
    chunkText(`# a${' '.repeat(1_000_000)}b`, 'markdown')
    expect(chunkText(' '.repeat(10_000_000), 'plain')).toEqual([])
    expect(chunkText('\n'.repeat(10_000_000), 'markdown')).toEqual([])
  })
})

describe('a Markdown text', () => {
  it('is cut at its headings, and each chunk knows the way to it', () => {
    const text = ['intro', '# Guide', '## Refunds', 'Within 30 days.', '## Shipping ##', 'Two days.', '# End', ''].join(
      '\n',
    )
    expect(chunkText(text, 'markdown')).toEqual([
      { heading: '', text: 'intro' },
      { heading: 'Guide › Refunds', text: '# Guide\n## Refunds\nWithin 30 days.' },
      { heading: 'Guide › Shipping', text: '## Shipping ##\nTwo days.' },
      { heading: 'End', text: '# End' },
    ])
  })

  it('takes a # in code for code', () => {
    const text = '# Setup\n```sh\n# not a heading\n```\n~~~\n# nor this\n```\n~~~\nafter'
    expect(chunkText(text, 'markdown')).toEqual([{ heading: 'Setup', text }])
  })
})

describe('a long section', () => {
  it('is cut between paragraphs, and what straddles a cut stands in both', () => {
    const paragraphs = [words(0, 60), words(60, 120), words(120, 180)].map((each) => `${each.join(' ')}.`)
    const chunks = chunkText(paragraphs.join('\n\n'), 'plain')
    expect(chunks).toHaveLength(3)
    expect(chunks[1]?.text.endsWith(paragraphs[1] ?? '')).toBe(true)
    expect(chunks[1]?.text).toContain('word59.')
    expect(chunks[2]?.text).not.toContain('word59')
  })

  it('is cut after a sentence when one paragraph is too long', () => {
    const sentences = Array.from({ length: 60 }, (_, index) => `Sentence number ${index} ends here.`)
    for (const { text } of chunkText(sentences.join(' '), 'plain')) expect(text).toMatch(/here\.$/)
  })
})
