import type { TestCase } from '../test-case'

const handbook = [
  { collection: 'handbook', name: 'handbook.md', text: '# Holidays\nEverybody has 30 days of holiday in a year.\n' },
]

export const onboardingGuideCases: readonly TestCase[] = [
  {
    name: 'It begins with the first step',
    steps: [{ say: 'Let us begin' }],
    expectations: [
      { takes: { block: 'which', port: 'first' } },
      { contains: 'Set up your laptop' },
      { callsNoSkill: true },
    ],
  },
  {
    name: 'Each "done" leads one step further, to the end',
    steps: [{ say: 'Let us begin' }, { say: 'Done' }, { say: 'done' }, { say: 'It is done.' }],
    expectations: [
      { takes: { block: 'which', port: 'second' } },
      { takes: { block: 'which', port: 'third' } },
      { contains: 'That was the last step' },
    ],
  },
  {
    name: 'A question is answered from the handbook',
    given: { documents: handbook },
    steps: [{ say: 'How many days of holiday do I have?' }],
    expectations: [{ takes: { block: 'wish', port: 'question' } }, { contains: '30 days' }],
  },
]
