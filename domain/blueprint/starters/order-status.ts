import { orderStatusCases } from './order-status.cases'
import { drawStarter } from './starter'
import { companySlot, textSlot } from './starter-slots'

export const orderStatus = drawStarter({
  id: 'order-status',
  name: 'Order status',
  summary: 'An agent that looks up orders in your own shop and says where they are.',
  category: 'Customer service',
  icon: 'package',
  cases: orderStatusCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'Customer asks',
      config: { greeting: 'Hello! Which order are you waiting for?', suggestions: ['Where is order 1042?'] },
      at: [0.5, 0],
    },
    agent: {
      kind: 'agent',
      label: 'Look it up',
      config: {
        model: 'default',
        instructions:
          'You tell customers of {{ slots.company }} where their orders are. An order is read with http_get at /orders/{number}. ' +
          'Never guess: say what the shop answered. Without a number, ask for it.',
        prompt: '{{ input.content }}',
        tools: [{ skill: 'http', action: 'get' }],
        remember: true,
        maxSteps: 6,
        maxTokens: 50_000,
        maxSeconds: 60,
      },
      at: [0.5, 1],
    },
    reply: { kind: 'reply', label: 'Reply', config: { text: '{{ agent.text }}' }, at: [0, 2] },
    reply_error: {
      kind: 'reply',
      label: 'It did not work',
      config: { text: 'I cannot look into the shop right now. Please write to {{ slots.support_email }}.' },
      at: [1, 2],
    },
  },
  edges: ['chat_message > agent', 'agent > reply', 'agent.error > reply_error'],
  slots: { company: companySlot, support_email: textSlot('Support address', 'support@example.com') },
})
