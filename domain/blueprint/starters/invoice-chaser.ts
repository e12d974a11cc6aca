import { invoiceChaserCases } from './invoice-chaser.cases'
import { drawStarter } from './starter'
import { companySlot, numberSlot, textSlot } from './starter-slots'

export const invoiceChaser = drawStarter({
  id: 'invoice-chaser',
  name: 'Invoice chaser',
  summary:
    'Looks for overdue invoices each working day, writes to every customer in the right tone, and reports what it did.',
  category: 'Finance',
  icon: 'invoice',
  cases: invoiceChaserCases,
  blocks: {
    schedule: {
      kind: 'schedule',
      label: 'Every working day at nine',
      config: { cron: '0 9 * * 1-5', timeZone: 'UTC', missed: 'run-once' },
      at: [1, 0],
    },
    overdue: {
      kind: 'send',
      label: 'Read overdue invoices',
      config: { skill: 'http', action: 'get', inputs: { path: '/invoices?status=overdue' } },
      handling: { retries: 2, backOffSeconds: 30 },
      at: [1, 1],
    },
    each_invoice: {
      kind: 'loop',
      label: 'For each invoice',
      config: {
        over: 'overdue.output.body',
        maxItems: 500,
        atOnce: 1,
        collect: 'each_invoice.item.number',
        onItemError: 'skip',
      },
      at: [1, 2],
    },
    how_late: {
      kind: 'branch',
      label: 'How late?',
      config: { conditions: [{ name: 'Very late', when: 'each_invoice.item.daysLate >= slots.final_after_days' }] },
      at: [0.5, 3],
    },
    firm: {
      kind: 'template',
      label: 'Last reminder',
      config: {
        text:
          'Dear {{ each_invoice.item.customer }},\n\ninvoice {{ each_invoice.item.number }} over {{ each_invoice.item.amount }} is ' +
          '{{ each_invoice.item.daysLate }} days overdue. Please pay within 7 days, or tell us what is in the way.\n\n{{ slots.company }}',
      },
      at: [0, 4],
    },
    friendly: {
      kind: 'template',
      label: 'Friendly reminder',
      config: {
        text:
          'Dear {{ each_invoice.item.customer }},\n\na short reminder: invoice {{ each_invoice.item.number }} over ' +
          '{{ each_invoice.item.amount }} is still open. If you have paid it already, please ignore this.\n\n{{ slots.company }}',
      },
      at: [1, 4],
    },
    letter: {
      kind: 'merge',
      label: 'The letter',
      config: { values: ['firm.text', 'friendly.text'] },
      at: [0.5, 5],
    },
    remind: {
      kind: 'send',
      label: 'Write to the customer',
      config: {
        skill: 'email',
        action: 'send',
        inputs: {
          to: '{{ each_invoice.item.email }}',
          subject: 'Invoice {{ each_invoice.item.number }}',
          text: '{{ letter.value }}',
        },
      },
      at: [0.5, 6],
    },
    report: {
      kind: 'send',
      label: 'Report',
      config: {
        skill: 'email',
        action: 'send',
        inputs: {
          to: '{{ slots.accountant }}',
          subject: 'Reminders of today',
          text: '{{ each_invoice.count }} invoices are overdue; {{ each_invoice.failed }} reminders could not be sent.',
        },
      },
      at: [2, 3],
    },
  },
  edges: [
    'schedule > overdue',
    'overdue > each_invoice',
    'each_invoice.each > how_late',
    'how_late.very-late > firm',
    'how_late.else > friendly',
    'firm > letter',
    'friendly > letter',
    'letter > remind',
    'each_invoice.done > report',
  ],
  slots: {
    company: companySlot,
    accountant: textSlot('Who gets the report', 'accounts@example.com'),
    final_after_days: numberSlot('Days until the last reminder', 30),
  },
})
