import { describe, expect, it } from 'vitest'
import { prepareCode } from './prepare-code'

describe('the source of a code block', () => {
  it('loses its types and keeps its lines', () => {
    const source =
      'type Row = { n: number }\nconst rows = input.rows as Row[]\n\nreturn rows.map((row: Row): number => row.n)'
    const code = prepareCode(source)
    expect(code.split('\n').map((line) => line.trimEnd())).toEqual([
      '',
      'const rows = input.rows',
      '',
      expect.stringMatching(/^return rows\.map\(\(row\s*\)\s*=> row\.n\)$/),
    ])
    expect(prepareCode(code)).toBe(code)
  })

  it('may return, wait, hold any characters and end with a comment', () => {
    const source = "return await input.ü + '💡'\n// done"
    expect(prepareCode(source)).toBe(source)
  })

  it.each([
    ['const a = 1\nconst b: = 2', 2, /Unexpected token/],
    ['\n\nenum Colour { red }', 3, /enum is not supported/],
    ['const a = {\n', 2, /./],
    ["import fs from 'node:fs'", 1, /import/],
  ])('is refused with its line: %j', (source, line, words) => {
    const refusal = expect.objectContaining({
      code: 'bad-input',
      details: { line },
      message: expect.stringMatching(new RegExp(`^The code cannot be read in line ${line}: .*${words.source}`)),
    })
    expect(() => prepareCode(source)).toThrow(refusal)
  })
})
