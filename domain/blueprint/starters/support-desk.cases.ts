import type { TestCase } from '../test-case'

export const supportDeskCases: readonly TestCase[] = [
  {
    name: 'A double charge is a billing question',
    steps: [{ say: 'Why was I charged twice?' }],
    expectations: [
      { takes: { block: 'triage', port: 'billing' } },
      { contains: 'refunded within 5 working days' },
      { callsNoSkill: true },
    ],
  },
  {
    name: 'A sign-in problem is technical',
    steps: [{ say: 'I cannot sign in' }],
    expectations: [{ takes: { block: 'triage', port: 'technical' } }, { contains: 'Forgot password' }],
  },
  {
    name: 'The address of the tenant is given',
    given: { slots: { support_email: 'help@acme.example' } },
    steps: [{ say: 'Can I reach a person?' }],
    expectations: [{ takes: { block: 'triage', port: 'other' } }, { contains: 'help@acme.example' }],
  },
]
