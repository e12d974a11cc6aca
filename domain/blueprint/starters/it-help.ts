import { itHelpCases } from './it-help.cases'
import { drawStarter } from './starter'
import { companySlot, textSlot } from './starter-slots'

export const itHelp = drawStarter({
  id: 'it-help',
  name: 'Internal IT help',
  summary:
    'Answers from your own IT guides, opens a ticket for what is broken, and asks a manager before access is given.',
  category: 'Inside the company',
  icon: 'laptop',
  cases: itHelpCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'Colleague writes',
      config: {
        greeting: 'Hello! Ask how something works, tell me what is broken, or ask for access.',
        suggestions: ['How do I connect to the VPN?', 'My laptop is broken', 'I need access to the finance folder'],
      },
      at: [2, 0],
    },
    what: {
      kind: 'decide',
      label: 'What is it?',
      config: {
        model: 'default',
        instructions: 'Sort the message of a colleague to the IT desk of {{ slots.company }}.',
        prompt: '{{ input.content }}',
        branches: [
          { name: 'Broken', description: 'A device or a program is broken, crashes, is slow or shows an error.' },
          { name: 'Access', description: 'Somebody needs access, permission or a licence for a folder or a system.' },
          { name: 'Question', description: 'Anything else, such as how to do something.' },
        ],
        fallback: 'Question',
      },
      at: [2, 1],
    },
    ticket: {
      kind: 'send',
      label: 'Open a ticket',
      config: {
        skill: 'email',
        action: 'send',
        inputs: { to: '{{ slots.it_email }}', subject: 'Something is broken', text: '{{ input.content }}' },
      },
      at: [0, 2],
    },
    reply_ticket: {
      kind: 'reply',
      label: 'Ticket is open',
      config: { text: 'I have passed this on to {{ slots.it_email }}. Somebody will get back to you.' },
      at: [-0.5, 3],
    },
    reply_call: {
      kind: 'reply',
      label: 'Please call',
      config: { text: 'I could not open a ticket. Please write to {{ slots.it_email }} yourself.' },
      at: [0.5, 3],
    },
    access: {
      kind: 'approval',
      label: 'May they?',
      config: {
        question: 'A colleague asks for access:\n{{ input.content }}',
        people: [],
        deadlineHours: 48,
        atDeadline: 'deny',
      },
      at: [2, 2],
    },
    reply_yes: {
      kind: 'reply',
      label: 'Access is given',
      config: { text: 'It is approved. IT will set it up today. {{ access.note }}' },
      at: [1.5, 3],
    },
    reply_no: {
      kind: 'reply',
      label: 'Access is refused',
      config: { text: 'It was not approved. {{ access.note }}' },
      at: [2.5, 3],
    },
    guides: {
      kind: 'search-documents',
      label: 'Search the IT guides',
      config: { collection: 'it-guides', query: '{{ input.content }}', limit: 4 },
      at: [4, 2],
    },
    found: {
      kind: 'branch',
      label: 'Is there a guide?',
      config: { conditions: [{ name: 'Yes', when: 'guides.count > 0' }] },
      at: [4, 3],
    },
    answer: {
      kind: 'reason',
      label: 'Answer from the guides',
      config: {
        model: 'default',
        instructions:
          'You help colleagues at {{ slots.company }}. Answer only from these guides; name the guide that you used.\n{{ guides.text }}',
        prompt: '{{ input.content }}',
        remember: true,
      },
      at: [3.5, 4],
    },
    reply_answer: { kind: 'reply', label: 'Reply', config: { text: '{{ answer.text }}' }, at: [3.5, 5] },
    reply_none: {
      kind: 'reply',
      label: 'There is no guide',
      config: { text: 'I found no guide for this. Please write to {{ slots.it_email }}.' },
      at: [4.5, 4],
    },
  },
  edges: [
    'chat_message > what',
    'what.broken > ticket',
    'what.access > access',
    'what.question > guides',
    'ticket > reply_ticket',
    'ticket.error > reply_call',
    'access.approved > reply_yes',
    'access.denied > reply_no',
    'guides > found',
    'found.yes > answer',
    'found.else > reply_none',
    'answer > reply_answer',
  ],
  slots: { company: companySlot, it_email: textSlot('Address of the IT desk', 'it@example.com') },
})
