import { drawStarter } from './starter'
import { webhookDigestCases } from './webhook-digest.cases'

export const webhookDigest = drawStarter({
  id: 'webhook-digest',
  name: 'Webhook digest',
  summary: 'Turns an event from another system into a few words that people understand.',
  category: 'Connect systems',
  icon: 'webhook',
  cases: webhookDigestCases,
  blocks: {
    webhook: { kind: 'webhook', label: 'Event arrives', config: { event: '*' }, at: [0, 0] },
    digest: {
      kind: 'reason',
      label: 'Put it in words',
      config: {
        model: 'default',
        instructions:
          'You explain events of other systems to the people of {{ tenant.name }}. Answer in {{ slots.language }}. ' +
          'Be brief: say what happened and whether somebody has to do something.',
        prompt: 'Event: {{ input.event }}\nData: {{ input.payload }}',
        temperature: 0,
        remember: false,
      },
      at: [0, 1],
    },
    reply: { kind: 'reply', label: 'Answer the caller', config: { text: '{{ digest.text }}' }, at: [0, 2] },
  },
  edges: ['webhook > digest', 'digest > reply'],
  slots: {
    language: {
      type: 'choice',
      label: 'Language',
      owner: 'tenant',
      required: true,
      default: 'English',
      choices: ['English', 'French', 'German', 'Spanish'],
    },
  },
})
