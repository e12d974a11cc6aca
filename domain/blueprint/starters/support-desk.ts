import { drawStarter } from './starter'
import { supportDeskCases } from './support-desk.cases'

const shared =
  'You answer customers of {{ slots.company }} on behalf of its support team. Be {{ slots.tone }}. ' +
  'Answer only from what you know; when you do not know, say so and offer to pass the question to a person.'

const reason = (label: string, column: number, knowledge: readonly string[]) => ({
  kind: 'reason',
  label,
  config: {
    model: 'default',
    instructions: [shared, ...knowledge].join('\n'),
    prompt: '{{ input.content }}',
    remember: true,
  },
  at: [column, 2] as [number, number],
})

const reply = (label: string, column: number, from: string) => ({
  kind: 'reply',
  label,
  config: { text: `{{ ${from}.text }}` },
  at: [column, 3] as [number, number],
})

export const supportDesk = drawStarter({
  id: 'support-desk',
  name: 'Support desk',
  summary: 'Sorts each question into billing, technical or other, and answers it in your tone.',
  category: 'Customer service',
  icon: 'headset',
  cases: supportDeskCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'Customer writes',
      config: {
        greeting: 'Hello! Ask me about your invoice, your account or anything that does not work.',
        suggestions: ['Why was I charged twice?', 'I cannot sign in', 'What are your opening hours?'],
      },
      at: [1, 0],
    },
    triage: {
      kind: 'decide',
      label: 'What is it about?',
      config: {
        model: 'default',
        instructions: 'Sort the message of a customer of {{ slots.company }}.',
        prompt: '{{ input.content }}',
        branches: [
          {
            name: 'Billing',
            description: 'Invoices, payments, charges, refunds, prices; changing or cancelling a plan.',
          },
          {
            name: 'Technical',
            description: 'Something does not work: errors, sign-in, passwords, crashes, slow pages.',
          },
          { name: 'Other', description: 'Anything else, such as opening hours, feedback or greetings.' },
        ],
        fallback: 'Other',
      },
      at: [1, 1],
    },
    billing: reason('Answer billing', 0, [
      'Invoices are sent by e-mail on the first day of each month.',
      'A double charge is refunded within 5 working days after it was reported.',
      'A plan can be changed or cancelled at any time under Settings, Billing.',
    ]),
    technical: reason('Answer technical', 1, [
      'If someone cannot sign in, ask them to reset the password with "Forgot password" on the sign-in page.',
      'If a page is slow or shows an error, ask them to reload it and to tell us the time and the text of the error.',
      'Planned maintenance is on Sundays from 02:00 to 04:00 UTC.',
    ]),
    other: reason('Answer other', 2, [
      'The support team is there from Monday to Friday, 9:00 to 18:00.',
      'A person can be reached at {{ slots.support_email }}.',
      'Thank people for feedback and say that it reaches the team.',
    ]),
    reply_billing: reply('Reply: billing', 0, 'billing'),
    reply_technical: reply('Reply: technical', 1, 'technical'),
    reply_other: reply('Reply: other', 2, 'other'),
  },
  edges: [
    'chat_message > triage',
    'triage.billing > billing',
    'triage.technical > technical',
    'triage.other > other',
    'billing > reply_billing',
    'technical > reply_technical',
    'other > reply_other',
  ],
  slots: {
    company: { type: 'text', label: 'Company name', owner: 'tenant', required: true, default: 'our company' },
    tone: {
      type: 'choice',
      label: 'Tone',
      owner: 'tenant',
      required: true,
      default: 'friendly',
      choices: ['friendly', 'formal', 'brief'],
    },
    support_email: {
      type: 'text',
      label: 'Support address',
      owner: 'tenant',
      required: true,
      default: 'support@example.com',
    },
  },
})
