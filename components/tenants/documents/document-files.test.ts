import { expect, it } from 'vitest'
import { knowledgeLimits } from '@/runtime/knowledge/limits'
import * as runtime from '@/runtime/knowledge/read-document'
import { acceptedFiles, documentLimits, documentTypeOf, fileProblem, formatBytes } from './document-files'

const file = (name: string, { type = '', size = 10 } = {}) => ({ name, type, size })

it('what is refused here is what a runtime would refuse', () => {
  expect(documentLimits).toEqual({
    bytes: knowledgeLimits.documentBytes,
    nameChars: knowledgeLimits.documentNameChars,
  })
})

it.each(['a.txt', 'A.TEXT', 'b.md', 'b.Markdown', 'c.v2.pdf'])('%s is sent as what a runtime takes it for', (name) => {
  expect(fileProblem(file(name))).toBe(null)
  const type = documentTypeOf(file(name))
  expect(runtime.documentTypeOf(type, name)).toBe(type)
})

it('a file that is text by its type is one, whatever its ending', () => {
  expect(documentTypeOf(file('server.log', { type: 'text/plain' }))).toBe('text/plain')
  expect(documentTypeOf(file('README', { type: 'text/plain' }))).toBe('text/plain')
})

it.each([
  ['a spreadsheet', file('a.xlsx', { type: 'application/vnd.ms-excel' }), /not a text, Markdown or PDF file/],
  ['a picture', file('a.png', { type: 'image/png' }), /not a text/],
  ['a folder', file('pdf'), /not a text/],
  ['nothing', file('a.txt', { size: 0 }), /empty/],
  ['too much', file('a.pdf', { size: 12_345_678 }), /has more than 10 MB/],
  ['a name without end', file(`${'a'.repeat(200)}.txt`), /name is too long/],
])('%s is refused in words, before it is sent', (_, given, words) => {
  expect(fileProblem(given)).toMatch(words)
})

it('the file dialog offers what is taken', () => {
  expect(acceptedFiles).toBe('.txt,.text,.md,.markdown,.pdf,text/plain,text/markdown,application/pdf')
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 KB'],
  [999_499, '999 KB'],
  [999_500, '1 MB'],
  [1_250_000, '1.3 MB'],
  [10_000_000, '10 MB'],
])('%d bytes read as %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words)
})
