import { refundDeskCases } from './refund-desk.cases'
import { drawStarter } from './starter'
import { companySlot, numberSlot } from './starter-slots'

export const refundDesk = drawStarter({
  id: 'refund-desk',
  name: 'Refunds with approval',
  summary: 'Pays small refunds at once, asks a person before large ones, and tells the customer what was decided.',
  category: 'Customer service',
  icon: 'undo',
  cases: refundDeskCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'Customer asks for money back',
      config: {
        greeting: 'Tell me which order it is about, how much you want back, and why.',
        suggestions: ['Please refund $20 for order 1042, it arrived broken.'],
      },
      at: [1, 0],
    },
    wish: {
      kind: 'extract',
      label: 'Read the request',
      config: {
        model: 'default',
        instructions: 'Read what a customer of {{ slots.company }} wants back. Leave out what is not said.',
        prompt: '{{ input.content }}',
        fields: [
          { name: 'order', type: 'text', description: 'Order number', required: false },
          { name: 'amount', type: 'number', description: 'Amount of money to refund', required: false },
        ],
      },
      at: [1, 1],
    },
    route: {
      kind: 'branch',
      label: 'How much?',
      config: {
        conditions: [
          { name: 'Not said', when: 'wish.data.order == null || wish.data.amount == null' },
          { name: 'Small', when: 'wish.data.amount <= slots.at_once_up_to' },
        ],
      },
      at: [1, 2],
    },
    ask_more: {
      kind: 'reply',
      label: 'Ask for the rest',
      config: { text: 'Which order is it about, and how much do you want back?' },
      at: [-0.5, 3],
    },
    ask_person: {
      kind: 'approval',
      label: 'May it be paid?',
      config: {
        question: 'Refund {{ wish.data.amount }} for order {{ wish.data.order }}?\n\n{{ input.content }}',
        people: [],
        deadlineHours: 48,
        atDeadline: 'deny',
      },
      at: [2, 3],
    },
    denied: {
      kind: 'reply',
      label: 'Say no',
      config: { text: 'We cannot refund order {{ wish.data.order }}. {{ ask_person.note }}' },
      at: [2.5, 4],
    },
    pay: {
      kind: 'send',
      label: 'Pay it',
      config: {
        skill: 'http',
        action: 'send',
        inputs: { path: '/refunds', body: '{{ wish.data }}' },
      },
      at: [1, 4],
    },
    paid: {
      kind: 'reply',
      label: 'Say that it is paid',
      config: { text: 'Your refund of {{ wish.data.amount }} for order {{ wish.data.order }} is on its way.' },
      at: [0.5, 5],
    },
    not_paid: {
      kind: 'reply',
      label: 'It did not work',
      config: { text: 'Your refund is agreed, but it could not be paid yet. We will see to it.' },
      at: [1.5, 5],
    },
  },
  edges: [
    'chat_message > wish',
    'wish > route',
    'route.not-said > ask_more',
    'route.small > pay',
    'route.else > ask_person',
    'ask_person.approved > pay',
    'ask_person.denied > denied',
    'pay > paid',
    'pay.error > not_paid',
  ],
  slots: { company: companySlot, at_once_up_to: numberSlot('Paid at once up to', 50) },
})
