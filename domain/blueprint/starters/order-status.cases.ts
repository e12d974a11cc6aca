import type { TestCase } from '../test-case'

const shipped = { number: 1042, status: 'shipped', carrier: 'DHL', arrives: '2026-11-27' }

export const orderStatusCases: readonly TestCase[] = [
  {
    name: 'An order is looked up',
    given: { answers: [{ skill: 'http', action: 'get', output: { status: 200, body: shipped } }] },
    steps: [{ say: 'Where is order 1042?' }],
    expectations: [{ calls: { skill: 'http', action: 'get' } }, { contains: 'shipped' }, { contains: '2026-11-27' }],
  },
  {
    name: 'A greeting needs no look into the shop',
    steps: [{ say: 'Good morning' }],
    expectations: [{ callsNoSkill: true }, { takes: { block: 'agent', port: 'out' } }],
  },
]
