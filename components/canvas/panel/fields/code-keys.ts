export type Typed = { text: string; start: number; end: number }

const unit = '  '

/** Tab: two spaces at the cursor, or before each line of what is marked. */
export function indent({ text, start, end }: Typed): Typed {
  if (start === end) return { text: text.slice(0, start) + unit + text.slice(end), start: start + 2, end: start + 2 }
  return eachLine({ text, start, end }, (line) => unit + line)
}

/** Shift and Tab: two spaces fewer before each line. */
export function outdent(typed: Typed): Typed {
  return eachLine(typed, (line) => line.replace(/^ {1,2}|^\t/, ''))
}

/** Enter: the next line begins where this one does, and further in after an opening bracket. */
export function newLine({ text, start, end }: Typed): Typed {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const lead = (/^\s*/.exec(line)?.[0] ?? '') + (/[{[(]\s*$/.test(line) ? unit : '')
  const at = start + 1 + lead.length
  return { text: `${text.slice(0, start)}\n${lead}${text.slice(end)}`, start: at, end: at }
}

function eachLine({ text, start, end }: Typed, change: (line: string) => string): Typed {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lines = text.slice(from, end).split('\n')
  const changed = lines.map(change)
  const first = (changed[0]?.length ?? 0) - (lines[0]?.length ?? 0)
  const all = changed.join('\n')
  return {
    text: text.slice(0, from) + all + text.slice(end),
    start: Math.max(from, start + first),
    end: from + all.length,
  }
}
