import { leadQualifierCases } from './lead-qualifier.cases'
import { drawStarter } from './starter'

export const leadQualifier = drawStarter({
  id: 'lead-qualifier',
  name: 'Lead qualifier',
  summary: 'Reads who is asking and what they can spend, and treats large and small requests differently.',
  category: 'Sales',
  icon: 'target',
  cases: leadQualifierCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'Visitor writes',
      config: {
        greeting: 'Tell me who you are and what you are looking for.',
        suggestions: ["I'm Dana from Northwind, dana@northwind.example. We have a budget of $25k."],
      },
      at: [1, 0],
    },
    lead: {
      kind: 'extract',
      label: 'Read the request',
      config: {
        model: 'default',
        instructions: 'Read what a visitor tells {{ slots.company }}. Leave out what is not said.',
        prompt: '{{ input.content }}',
        fields: [
          { name: 'name', type: 'text', description: 'Name of the person', required: false },
          { name: 'company', type: 'text', description: 'Company of the person', required: false },
          { name: 'email', type: 'email', description: 'E-mail address', required: false },
          { name: 'budget', type: 'number', description: 'Budget in dollars', required: false },
        ],
      },
      at: [1, 1],
    },
    route: {
      kind: 'branch',
      label: 'Which size?',
      config: {
        conditions: [
          { name: 'No contact', when: 'lead.data.email == null' },
          { name: 'Large', when: 'lead.data.budget != null && lead.data.budget >= slots.large_budget' },
        ],
      },
      at: [1, 2],
    },
    ask_contact: {
      kind: 'reply',
      label: 'Ask for an address',
      config: {
        text:
          'Thank you{{ lead.data.name != null ? ", " + lead.data.name : "" }}! ' +
          'Which e-mail address can {{ slots.company }} write to, and roughly what is your budget?',
      },
      at: [0, 3],
    },
    large: {
      kind: 'reply',
      label: 'Offer a meeting',
      config: {
        text:
          'Thank you{{ lead.data.name != null ? ", " + lead.data.name : "" }}! For a project of this size, please pick ' +
          'a time with our senior team: {{ slots.booking_link }}. Use {{ lead.data.email }} for the invitation.',
      },
      at: [1, 3],
    },
    small: {
      kind: 'reply',
      label: 'Point to self-service',
      config: {
        text:
          'Thank you{{ lead.data.name != null ? ", " + lead.data.name : "" }}! The quickest way is to start by ' +
          'yourself: {{ slots.signup_link }}. Write again whenever you need more.',
      },
      at: [2, 3],
    },
  },
  edges: [
    'chat_message > lead',
    'lead > route',
    'route.no-contact > ask_contact',
    'route.large > large',
    'route.else > small',
  ],
  slots: {
    company: { type: 'text', label: 'Company name', owner: 'tenant', required: true, default: 'our company' },
    large_budget: {
      type: 'number',
      label: 'A request is large from',
      owner: 'tenant',
      required: true,
      default: 10_000,
    },
    booking_link: {
      type: 'text',
      label: 'Where to book a call',
      owner: 'tenant',
      required: true,
      default: 'https://example.com/call',
    },
    signup_link: {
      type: 'text',
      label: 'Where to start by oneself',
      owner: 'tenant',
      required: true,
      default: 'https://example.com/start',
    },
  },
})
