import { expect, it } from 'vitest'
import { indent, newLine, outdent, type Typed } from './code-keys'

/** `[` and `]` are the ends of what is marked. */
function typed(text: string): Typed {
  const start = text.indexOf('[')
  return { text: text.replace('[', '').replace(']', ''), start, end: text.indexOf(']') - 1 }
}

function shown({ text, start, end }: Typed): string {
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`
}

it('Tab puts two spaces at the cursor, or before every line that is marked', () => {
  expect(shown(indent(typed('a[]b')))).toBe('a  []b')
  expect(shown(indent(typed('on[e\ntwo\nth]ree')))).toBe('  on[e\n  two\n  th]ree')
})

it('Shift and Tab take them away again, and never more than there are', () => {
  expect(shown(outdent(typed('  on[e\n  two]')))).toBe('on[e\ntwo]')
  expect(shown(outdent(typed(' a[]')))).toBe('a[]')
  expect(shown(outdent(typed('[]a')))).toBe('[]a')
})

it('a new line begins where the last one does, and further in after a bracket', () => {
  expect(shown(newLine(typed('  a[]')))).toBe('  a\n  []')
  expect(shown(newLine(typed('if (x) {[]}')))).toBe('if (x) {\n  []}')
})
