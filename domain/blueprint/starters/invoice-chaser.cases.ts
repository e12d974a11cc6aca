import type { TestCase } from '../test-case'

const invoices = [
  { number: 'R-1', customer: 'Northwind', email: 'pay@northwind.example', amount: '€ 120', daysLate: 5 },
  { number: 'R-2', customer: 'Contoso', email: 'pay@contoso.example', amount: '€ 900', daysLate: 44 },
]

const open = (body: typeof invoices) => ({ answers: [{ skill: 'http', action: 'get', output: { status: 200, body } }] })

export const invoiceChaserCases: readonly TestCase[] = [
  {
    name: 'Every overdue invoice is reminded of, in its own tone, and reported',
    given: open(invoices),
    steps: [{ schedule: 'schedule' }],
    expectations: [
      { calls: { skill: 'http', action: 'get', times: 1 } },
      { calls: { skill: 'email', action: 'send', times: 3 } },
      { takes: { block: 'how_late', port: 'very-late' } },
      { takes: { block: 'how_late', port: 'else' } },
    ],
  },
  {
    name: 'Without an overdue invoice only the report is sent',
    given: open([]),
    steps: [{ schedule: 'schedule' }],
    expectations: [{ calls: { skill: 'email', action: 'send', times: 1 } }],
  },
]
