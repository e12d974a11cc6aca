import { markdownSections, type Section, wholeText } from './sections'

/** A piece of a document that is found and read by itself. */
export type Chunk = { heading: string; text: string }

/** In characters. A chunk may hold an overlap beside what is new in it. */
export const chunkSizes = { fresh: 800, overlap: 120 } as const

type Span = { start: number; end: number }

/**
 * Cuts a text where it pauses: at headings, between paragraphs, after sentences, between words, and in the middle of a word
 * only when it is longer than a chunk. A chunk begins with the last words of the one before it, within one section, so that
 * what straddles a cut is still found. Nothing is lost but white space.
 */
export function chunkText(text: string, syntax: 'plain' | 'markdown'): Chunk[] {
  const sections = syntax === 'markdown' ? markdownSections(text) : wholeText(text)
  return sections.flatMap((section) => chunkSection(text, section))
}

function chunkSection(text: string, section: Section): Chunk[] {
  const spans = packed(pieces(text, section), chunkSizes.fresh)
  return spans.map((span, index) => {
    const start = index === 0 ? span.start : overlapStart(text, span.start, section.start)
    return { heading: section.heading, text: text.slice(start, span.end).trim() }
  })
}

/** Neighbours joined for as long as they fit. */
function packed(spans: readonly Span[], size: number): Span[] {
  const result: Span[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last !== undefined && span.end - last.start <= size) last.end = span.end
    else result.push({ ...span })
  }
  return result
}

/**
 * Where a text may be cut, coarse to fine; each pattern is the gap between two pieces. None of them looks back or ahead
 * without a bound: hostile texts must not take quadratic time.
 */
const gaps = [/\n[^\S\n]*\n\s*/g, /(?<=[.!?…。！？]["'”’)\]]{0,3})\s+|\n\s*/g, /\s+/g] as const

/** Spans of at most one chunk, without the white space around them. */
function pieces(text: string, span: Span, level = 0): Span[] {
  const trimmed = trim(text, span)
  if (trimmed === null) return []
  if (level > 0 && trimmed.end - trimmed.start <= chunkSizes.fresh) return [trimmed]
  const gap = gaps[level]
  if (gap === undefined) return hardCut(text, trimmed)
  return split(text, trimmed, gap).flatMap((piece) => pieces(text, piece, level + 1))
}

function split(text: string, span: Span, gap: RegExp): Span[] {
  const spans: Span[] = []
  let start = span.start
  for (const match of text.slice(span.start, span.end).matchAll(gap)) {
    const at = span.start + match.index
    spans.push({ start, end: at })
    start = at + match[0].length
  }
  return [...spans, { start, end: span.end }]
}

function hardCut(text: string, span: Span): Span[] {
  const spans: Span[] = []
  for (let start = span.start; start < span.end; ) {
    let end = Math.min(start + chunkSizes.fresh, span.end)
    if (end < span.end && isLowSurrogate(text, end)) end -= 1
    spans.push({ start, end })
    start = end
  }
  return spans
}

/** The first word that begins within the overlap. */
function overlapStart(text: string, start: number, sectionStart: number): number {
  const from = Math.max(sectionStart, start - chunkSizes.overlap)
  if (from === sectionStart) return from
  const gap = /\s/.exec(text.slice(from, start))
  return gap === null ? start : from + gap.index
}

function trim(text: string, { start, end }: Span): Span | null {
  const part = text.slice(start, end)
  const from = start + (part.length - part.trimStart().length)
  const to = start + part.trimEnd().length
  return from < to ? { start: from, end: to } : null
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}
