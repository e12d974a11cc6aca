import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileMatcher, matches } from './match-pattern'
import { parsePattern } from './parse-pattern'
import { samplePattern } from './sample-pattern'

const patterns = [
  String.raw`^[A-Z]{2}-\d{4}$`,
  String.raw`^\+?[0-9 ()-]{7,20}$`,
  '^(?:red|green|blue)$',
  '^#[0-9a-fA-F]{6}$',
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  String.raw`\bcat\b`,
  String.raw`^[^\s@]+@[^\s@]+\.[^\s@]{2,}$`,
  String.raw`^(?<year>\d{4})-(0[1-9]|1[0-2])$`,
  'a.c|^$',
  String.raw`^\p{Lu}\p{Ll}+$`,
  String.raw`^[\w.\-\/]{3,}$`,
  '^(a*)*b?$',
  String.raw`^\u0041\x42\t?$`,
]

function matcherOf(pattern: string) {
  const node = parsePattern(pattern)
  const matcher = node === null ? null : compileMatcher(node)
  if (node === null || matcher === null) throw new Error(`${pattern} is not read`)
  return { node, matcher }
}

describe('patterns without RegExp', () => {
  test.each(patterns)('%s matches what RegExp matches', (pattern) => {
    const { node, matcher } = matcherOf(pattern)
    const truth = new RegExp(pattern, 'u')
    const near = fc
      .tuple(fc.nat(5_000), fc.nat(12), fc.string({ maxLength: 3 }))
      .map(([nth, extra, tail]) => `${samplePattern(node, nth, extra) ?? ''}${tail}`)
    const texts = fc.oneof(near, fc.string({ maxLength: 12 }), fc.stringMatching(/^[a-cA-C0-9@. -]{0,12}$/))
    fc.assert(
      fc.property(texts, (text) => {
        expect(matches(matcher, text)).toBe(truth.test(text))
      }),
    )
  })

  test.each(patterns)('%s has samples, each matching', (pattern) => {
    const { node } = matcherOf(pattern)
    const truth = new RegExp(pattern, 'u')
    for (let nth = 0; nth < 50; nth += 1) {
      expect(samplePattern(node, nth, 0)).toMatch(truth)
    }
  })

  test('a longer text is made where the pattern has room', () => {
    const { node } = matcherOf('^[a-z]+$')
    expect(samplePattern(node, 0, 12)).toMatch(/^[a-z]{12}$/)
  })

  test.each(['(?=a)b', String.raw`(a)\1`, '(?<!x)y', '[z-a]', '(', '*a', 'x'.repeat(301), 'a{9999}'])(
    '%s is not read, and says so',
    (pattern) => {
      expect(parsePattern(pattern)).toBeNull()
    },
  )

  test('evil patterns take no time', () => {
    const before = process.cpuUsage()
    const { matcher } = matcherOf('^(?:(?:a+)+)+$')
    expect(matches(matcher, `${'a'.repeat(5_000)}!`)).toBe(false)
    let nothing = '(?:)'
    for (let depth = 0; depth < 15; depth += 1) nothing = `(?:${nothing}{200})`
    const node = parsePattern(nothing)
    expect(node === null ? null : compileMatcher(node)).toBeNull()
    expect(node === null ? null : samplePattern(node, 0, 0)).toBeNull()
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
  })

  test('any text may be a pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 10 }), (pattern, text) => {
        const node = parsePattern(pattern)
        const matcher = node === null ? null : compileMatcher(node)
        if (matcher !== null) matches(matcher, text)
      }),
    )
  })
})
