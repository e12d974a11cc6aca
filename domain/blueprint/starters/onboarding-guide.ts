import { onboardingGuideCases } from './onboarding-guide.cases'
import { drawStarter } from './starter'
import { companySlot, textSlot } from './starter-slots'

const step = (label: string, slot: string, column: number) => ({
  kind: 'reply',
  label,
  config: { text: `{{ slots.${slot} }} Write "done" when you have done it.` },
  at: [column, 4] as [number, number],
})

export const onboardingGuide = drawStarter({
  id: 'onboarding-guide',
  name: 'Onboarding guide',
  summary:
    'Leads new people through their first steps, one after the other, and answers their questions from your handbook.',
  category: 'Inside the company',
  icon: 'signpost',
  cases: onboardingGuideCases,
  blocks: {
    chat_message: {
      kind: 'chat-message',
      label: 'New colleague writes',
      config: {
        greeting: 'Welcome! Shall we begin?',
        suggestions: ['Let us begin', 'Done', 'How many days of holiday do I have?'],
      },
      at: [2, 0],
    },
    wish: {
      kind: 'branch',
      label: 'What do they want?',
      config: {
        conditions: [
          { name: 'Question', when: 'input.content.contains("?")' },
          { name: 'Done', when: 'input.content.lowerAscii().contains("done")' },
        ],
      },
      at: [2, 1],
    },
    next_step: {
      kind: 'set',
      label: 'One step further',
      config: {
        scope: 'session',
        values: [{ name: 'steps_done', value: 'has(session.vars.steps_done) ? session.vars.steps_done + 1 : 1' }],
      },
      at: [2.5, 2],
    },
    which: {
      kind: 'branch',
      label: 'Which step?',
      config: {
        conditions: [
          { name: 'First', when: '!has(session.vars.steps_done)' },
          { name: 'Second', when: 'session.vars.steps_done == 1' },
          { name: 'Third', when: 'session.vars.steps_done == 2' },
        ],
      },
      at: [2.5, 3],
    },
    first: step('First step', 'first_step', 1),
    second: step('Second step', 'second_step', 2),
    third: step('Third step', 'third_step', 3),
    finished: {
      kind: 'reply',
      label: 'All done',
      config: { text: 'That was the last step. Welcome to {{ slots.company }}! Ask me whatever you want to know.' },
      at: [4, 4],
    },
    handbook: {
      kind: 'search-documents',
      label: 'Search the handbook',
      config: { collection: 'handbook', query: '{{ input.content }}', limit: 4 },
      at: [0, 2],
    },
    answer: {
      kind: 'reason',
      label: 'Answer from the handbook',
      config: {
        model: 'default',
        instructions:
          'You guide new people at {{ slots.company }}. Be friendly. Answer only from the handbook; when it does not say, offer to ask {{ slots.buddy }}.\n{{ handbook.text }}',
        prompt: '{{ input.content }}',
        remember: true,
      },
      at: [0, 3],
    },
    reply_answer: { kind: 'reply', label: 'Reply', config: { text: '{{ answer.text }}' }, at: [0, 4] },
  },
  edges: [
    'chat_message > wish',
    'wish.question > handbook',
    'wish.done > next_step',
    'wish.else > which',
    'next_step > which',
    'which.first > first',
    'which.second > second',
    'which.third > third',
    'which.else > finished',
    'handbook > answer',
    'answer > reply_answer',
  ],
  slots: {
    company: companySlot,
    buddy: textSlot('Who helps new people', 'your team lead'),
    first_step: textSlot('First step', 'Set up your laptop with the note on your desk.'),
    second_step: textSlot('Second step', 'Book your first meeting with your team.'),
    third_step: textSlot('Third step', 'Read the safety rules and sign them.'),
  },
})
