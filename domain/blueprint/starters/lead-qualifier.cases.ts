import type { TestCase } from '../test-case'

export const leadQualifierCases: readonly TestCase[] = [
  {
    name: 'A large request gets a meeting',
    steps: [{ say: "I'm Dana from Northwind, dana@northwind.example. We have a budget of $25k." }],
    expectations: [{ takes: { block: 'route', port: 'large' } }, { contains: 'https://example.com/call' }],
  },
  {
    name: 'The tenant says what is large',
    given: { slots: { large_budget: 50_000 } },
    steps: [{ say: "I'm Dana from Northwind, dana@northwind.example. We have a budget of $25k." }],
    expectations: [{ takes: { block: 'route', port: 'else' } }, { contains: 'https://example.com/start' }],
  },
  {
    name: 'Without an address it asks for one',
    steps: [{ say: 'We want to buy your product.' }],
    expectations: [{ takes: { block: 'route', port: 'no-contact' } }, { matches: 'which e-mail address' }],
  },
]
