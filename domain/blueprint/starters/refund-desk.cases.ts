import type { TestCase } from '../test-case'

const large = 'Please refund $400 for order 1042, it never arrived.'

export const refundDeskCases: readonly TestCase[] = [
  {
    name: 'A small refund is paid at once',
    steps: [{ say: 'Please refund $20 for order 1042, it arrived broken.' }],
    expectations: [
      { takes: { block: 'route', port: 'small' } },
      { calls: { skill: 'http', action: 'send', times: 1 } },
      { matches: 'refund of 20 for order 1042' },
    ],
  },
  {
    name: 'A large one waits for a person, and nothing is paid',
    steps: [{ say: large }],
    expectations: [{ waits: 'ask_person' }, { callsNoSkill: true }],
  },
  {
    name: 'It is paid after a yes',
    steps: [{ say: large }, { decide: 'approve' }],
    expectations: [{ calls: { skill: 'http', action: 'send', times: 1 } }, { contains: 'is on its way' }],
  },
  {
    name: 'After a no, nothing is paid and the reason is told',
    steps: [{ say: large }, { decide: 'deny', note: 'It was delivered on Monday.' }],
    expectations: [{ callsNoSkill: true }, { contains: 'It was delivered on Monday.' }],
  },
  {
    name: 'Nobody decides for two days: it counts as no',
    steps: [{ say: large }, { passHours: 49 }],
    expectations: [{ takes: { block: 'ask_person', port: 'denied' } }, { callsNoSkill: true }],
  },
  {
    name: 'A request without an amount is asked about',
    steps: [{ say: 'I want my money back.' }],
    expectations: [{ takes: { block: 'route', port: 'not-said' } }, { callsNoSkill: true }],
  },
]
