import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor, redactTokens } from './redact'

/** Keys as providers make them: long, printable, without spaces. */
const keys = fc
  .string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 12,
    maxLength: 60,
  })
  .filter((key) => !'[redacted]'.includes(key))

const character = fc.constantFrom('a', 's', 'k', '-', '"', '\\', '/', '\n', 'é', '😀')

function pass(key: string, bytes: Buffer, cuts: number[]): string {
  const redactor = createRedactor(key)
  const out: Buffer[] = []
  let at = 0
  for (const cut of [...cuts, bytes.length]) {
    out.push(redactor.push(bytes.subarray(at, at + cut)))
    at = Math.min(bytes.length, at + cut)
  }
  out.push(redactor.flush())
  return Buffer.concat(out).toString('utf8')
}

describe('the redactor', () => {
  it('finds the key, as it is and as JSON and URLs write it, however the stream is cut', () => {
    fc.assert(
      fc.property(keys, fc.string({ unit: character }), fc.array(fc.nat(30)), (key, text, cuts) => {
        const echo = `${text}${key}${text}${JSON.stringify(key)}${encodeURIComponent(key)}`
        const clean = pass(key, Buffer.from(echo), cuts)
        expect(clean).not.toContain(key)
        expect(clean).not.toContain(encodeURIComponent(key))
      }),
    )
  })

  it('changes nothing else, and holds nothing back that is no beginning of the key', () => {
    fc.assert(
      fc.property(keys, fc.string({ unit: character }), fc.array(fc.nat(30)), (key, text, cuts) => {
        fc.pre(!text.includes(key) && !text.includes(encodeURIComponent(key)))
        expect(pass(key, Buffer.from(text), cuts)).toBe(Buffer.from(text).toString('utf8'))
      }),
    )
    expect(String(createRedactor('sk-secret').push(Buffer.from('data: {}\n\n')))).toBe('data: {}\n\n')
    expect(String(createRedactor('sk-secret').push(Buffer.from('ends in sk-s')))).toBe('ends in ')
  })
})

it('takes whatever looks like a token out of a provider’s own words', () => {
  expect(redactTokens('Incorrect API key provided: sk-proj-****abcd1234.', 'other')).not.toContain('abcd1234')
  expect(redactTokens('got Authorization: bearer eyJhbGciOi.x-y_z==', 'other')).not.toContain('eyJ')
  expect(redactTokens('The model `gpt-9` does not exist', 'other')).toBe('The model `gpt-9` does not exist')
})
