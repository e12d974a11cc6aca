import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slugOfHost } from './host'
import { Refusal } from './refusal'

const status = (host: string | undefined) => {
  const result = slugOfHost(host, 'agents.example.com')
  return result instanceof Refusal ? result.status : result
}

/** What Node hands on of a header: any latin1 character. */
const character = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code))

describe('the slug that a host names', () => {
  it.each([
    ['acme.agents.example.com', 'acme'],
    ['ACME.Agents.Example.COM', 'acme'],
    ['acme.agents.example.com:8080', 'acme'],
    ['acme.agents.example.com.', 'acme'],
    ['acme.agents.example.com.:443', 'acme'],
    ['agents.example.com', 404],
    ['a.acme.agents.example.com', 404],
    ['acmeagents.example.com', 404],
    ['admin.agents.example.com', 404],
    ['acme.agents.example.com.evil.org', 404],
    ['127.0.0.1:4380', 404],
    ['[::1]:4380', 404],
    ['acme.agents.example.com:99999999', 400],
    ['acme .agents.example.com', 400],
    ['acme@agents.example.com', 400],
    ['acme.agents.example.com/..', 400],
    ['', 400],
    [undefined, 400],
  ])('%s → %s', (host, expected) => expect(status(host)).toBe(expected))

  it('never throws, and never names what is no slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const result = slugOfHost(`${text}.agents.example.com`, 'agents.example.com')
        if (!(result instanceof Refusal)) expect(result).toMatch(/^[a-z][a-z0-9-]{2,39}$/)
      }),
    )
  })
})
