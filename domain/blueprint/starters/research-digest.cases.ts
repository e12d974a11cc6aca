import type { TestCase } from '../test-case'

const articles = [
  {
    title: 'Cheaper cells',
    text: 'Battery storage became cheaper. Prices of cells fell by a fifth. The weather was fine.',
  },
  { title: 'A new plant', text: 'A battery storage plant opened in Leipzig. It holds 200 MWh. Many people came.' },
]

const given = { answers: [{ skill: 'http', action: 'get', output: { status: 200, body: articles } }] }

export const researchDigestCases: readonly TestCase[] = [
  {
    name: 'The articles of a week become one mail',
    given,
    steps: [{ schedule: 'monday' }],
    expectations: [
      { takes: { block: 'gist', port: 'out' } },
      { takes: { block: 'keep', port: 'out' } },
      { calls: { skill: 'email', action: 'send', times: 1 } },
    ],
  },
  {
    name: 'What was read can be asked about',
    given,
    steps: [{ schedule: 'monday' }, { say: 'Where did a battery storage plant open?' }],
    expectations: [{ takes: { block: 'any', port: 'yes' } }, { contains: 'Leipzig' }],
  },
  {
    name: 'Before anything was read it says so',
    steps: [{ say: 'What was new last week?' }],
    expectations: [{ contains: 'nothing about that yet' }, { callsNoSkill: true }],
  },
]
