/** A stretch of a text under one heading; `heading` is the path to it, outermost first. */
export type Section = { start: number; end: number; heading: string }

const headingChars = 300

export function wholeText(text: string): Section[] {
  return [{ start: 0, end: text.length, heading: '' }]
}

/**
 * The sections of a Markdown text by its ATX headings (CommonMark 4.2), each with its heading's own line. `#` in a fenced
 * code block is none. Headings that nothing stands under stay with what follows them.
 */
export function markdownSections(text: string): Section[] {
  const sections: Section[] = []
  const path: string[] = []
  let fence: string | null = null
  let current: Section = { start: 0, end: text.length, heading: '' }
  let hasBody = false
  for (const { start, line } of linesOf(text)) {
    fence = fenceAfter(fence, line)
    const heading = fence === null ? headingOf(line) : null
    if (heading === null) {
      hasBody ||= line.trim() !== ''
      continue
    }
    path.length = Math.min(path.length, heading.depth - 1)
    path.push(heading.title)
    const title = path
      .filter((part) => part !== '')
      .join(' › ')
      .slice(0, headingChars)
    if (!hasBody) {
      current.heading = title
      continue
    }
    sections.push({ ...current, end: start })
    current = { start, end: text.length, heading: title }
    hasBody = false
  }
  return [...sections, current]
}

function* linesOf(text: string): Generator<{ start: number; line: string }> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    yield { start, line: text.slice(start, end) }
    start = end + 1
  }
}

function headingOf(line: string): { depth: number; title: string } | null {
  const match = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/s.exec(line.trimEnd())
  if (match === null) return null
  return {
    depth: match[1]?.length ?? 1,
    title: (match[2] ?? '')
      .slice(0, headingChars)
      .replace(/\s+#+$/, '')
      .trim(),
  }
}

/** The fence that is open after this line (CommonMark 4.5), or null. */
function fenceAfter(open: string | null, line: string): string | null {
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(line.trimEnd())
  if (mark === null) return open
  const [, fence = '', rest = ''] = mark
  if (open === null) return fence.startsWith('`') && rest.includes('`') ? null : fence
  const closes = fence.startsWith(open.charAt(0)) && fence.length >= open.length && rest.trim() === ''
  return closes ? null : open
}
