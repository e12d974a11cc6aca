import type { TestCase } from '../test-case'

export const webhookDigestCases: readonly TestCase[] = [
  {
    name: 'An event is told in words',
    steps: [{ event: 'order.created', payload: { id: 17, total: 42 } }],
    expectations: [{ matches: 'order\\.created.*17' }, { callsNoSkill: true }],
  },
]
