import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineSplitter, encodeLine } from './ndjson'

const character = fc.constantFrom('a', '"', '\\', '\n', '\r', '\0', 'é', '日', '😀')

describe('newline-delimited framing', () => {
  it('yields the same messages however the transport cuts the bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string({ unit: character }) })),
        fc.array(fc.nat(40)),
        (messages, cuts) => {
          const bytes = Buffer.concat(messages.map(encodeLine))
          const split = createLineSplitter(100_000)
          const lines: string[] = []
          let at = 0
          for (const cut of [...cuts, bytes.length]) {
            lines.push(...split(bytes.subarray(at, at + cut)))
            at = Math.min(bytes.length, at + cut)
          }
          expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(messages)))
        },
      ),
    )
  })

  it('refuses a line over the limit before it is finished, so that memory stays bounded', () => {
    const split = createLineSplitter(10)
    expect(split(Buffer.from('12345'))).toEqual([])
    expect(() => split(Buffer.from('678901'))).toThrow('longer than 10 bytes')
  })

  it('lets a line of exactly the limit pass', () => {
    expect(createLineSplitter(3)(Buffer.from('abc\n'))).toEqual(['abc'])
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(() => createLineSplitter(10)(Buffer.from([0xff, 0x0a]))).toThrow('not UTF-8')
  })
})
