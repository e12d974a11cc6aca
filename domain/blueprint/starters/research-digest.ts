import { researchDigestCases } from './research-digest.cases'
import { drawStarter } from './starter'
import { textSlot } from './starter-slots'

export const researchDigest = drawStarter({
  id: 'research-digest',
  name: 'Research digest',
  summary:
    'Reads new articles every Monday, sends a short digest, remembers it, and answers questions about what was read.',
  category: 'Inside the company',
  icon: 'book',
  cases: researchDigestCases,
  blocks: {
    monday: {
      kind: 'schedule',
      label: 'Every Monday at eight',
      config: { cron: '0 8 * * 1', timeZone: 'UTC', missed: 'run-once' },
      at: [0.5, 0],
    },
    articles: {
      kind: 'send',
      label: 'Read new articles',
      config: { skill: 'http', action: 'get', inputs: { path: '/articles?topic={{ slots.topic }}' } },
      handling: { retries: 2, backOffSeconds: 60 },
      at: [0.5, 1],
    },
    each_article: {
      kind: 'loop',
      label: 'For each article',
      config: {
        over: 'articles.output.body',
        maxItems: 40,
        atOnce: 4,
        collect: 'each_article.item.title + ": " + gist.text',
        onItemError: 'skip',
      },
      at: [0.5, 2],
    },
    gist: {
      kind: 'summarise',
      label: 'What does it say?',
      config: {
        model: 'default',
        text: '{{ each_article.item.text }}',
        form: 'sentences',
        length: 2,
        focus: '{{ slots.topic }}',
      },
      at: [0, 3],
    },
    digest: {
      kind: 'template',
      label: 'Put it together',
      config: {
        text: 'New about {{ slots.topic }}:\n\n{{ each_article.results.filter(one, one != null).join("\\n\\n") }}',
      },
      at: [1, 3],
    },
    keep: {
      kind: 'remember',
      label: 'Remember it',
      config: { memory: 'digests', scope: 'tenant', key: '', text: '{{ digest.text }}' },
      at: [1, 4],
    },
    send_digest: {
      kind: 'send',
      label: 'Send the digest',
      config: {
        skill: 'email',
        action: 'send',
        inputs: {
          to: '{{ slots.readers }}',
          subject: 'This week: {{ slots.topic }}',
          text: '{{ digest.text }}',
        },
      },
      at: [1, 5],
    },
    chat_message: {
      kind: 'chat-message',
      label: 'Somebody asks',
      config: { greeting: 'Ask me what was new.', suggestions: ['What was new last week?'] },
      at: [2.5, 0],
    },
    recall: {
      kind: 'recall',
      label: 'Find in digests',
      config: { memory: 'digests', scope: 'tenant', query: '{{ input.content }}', limit: 5 },
      at: [2.5, 1],
    },
    any: {
      kind: 'branch',
      label: 'Was anything read?',
      config: { conditions: [{ name: 'Yes', when: 'recall.count > 0' }] },
      at: [2.5, 2],
    },
    answer: {
      kind: 'reason',
      label: 'Answer from it',
      config: {
        model: 'default',
        instructions:
          'You answer questions about {{ slots.topic }}, from these digests and nothing else.\n{{ recall.text }}',
        prompt: '{{ input.content }}',
        remember: true,
      },
      at: [2, 3],
    },
    reply_answer: { kind: 'reply', label: 'Reply', config: { text: '{{ answer.text }}' }, at: [2, 4] },
    reply_nothing: {
      kind: 'reply',
      label: 'Nothing was read',
      config: { text: 'I have read nothing about that yet. The next digest comes on Monday.' },
      at: [3, 3],
    },
  },
  edges: [
    'monday > articles',
    'articles > each_article',
    'each_article.each > gist',
    'each_article.done > digest',
    'digest > keep',
    'keep > send_digest',
    'chat_message > recall',
    'recall > any',
    'any.yes > answer',
    'answer > reply_answer',
    'any.else > reply_nothing',
  ],
  slots: {
    topic: textSlot('What to read about', 'battery storage'),
    readers: textSlot('Who gets the digest', 'team@example.com'),
  },
})
