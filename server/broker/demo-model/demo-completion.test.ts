import { describe, expect, test } from 'vitest'
import { type ExtractField, extractJsonSchema, extractValueSchema } from '@/domain/blueprint/block-kinds/extract-fields'
import { demoCompletion } from './demo-completion'

const support = [
  'You answer customers of Acme on behalf of its support team.',
  'Answer only from what you know; when you do not know, say so and offer to pass the question to a person.',
  'Invoices are sent by e-mail on the first day of each month.',
  'A double charge is refunded within 5 working days after it was reported.',
  'If someone cannot sign in, ask them to reset the password on the sign-in page.',
].join('\n')

function chat(instructions: string, ...said: string[]): string {
  const messages = [{ role: 'system', content: instructions }]
  let answer = ''
  for (const content of said) {
    messages.push({ role: 'user', content })
    answer = demoCompletion({ messages }).content
    messages.push({ role: 'assistant', content: answer })
  }
  return answer
}

function fillJson(schema: unknown, system: string, text: string): unknown {
  const { content } = demoCompletion({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
  })
  return JSON.parse(content)
}

describe('free text', () => {
  test('speaks from the fact that fits the question, in the second person', () => {
    expect(chat(support, 'Why was I charged twice?')).toBe(
      'A double charge is refunded within 5 working days after it was reported.',
    )
    expect(chat(support, 'I cannot log in!')).toBe(
      'If you cannot sign in, please reset the password on the sign-in page.',
    )
  })

  test('another instruction gives another answer', () => {
    const question = 'Why was I charged twice?'
    const changes = [
      ['Be friendly.', 'Thanks for reaching out! A double charge'],
      ['Be formal.', 'Thank you for your message. A double charge'],
      ['Start each answer with "Ahoy".', 'Ahoy! A double charge'],
      ['Start with "Dear customer".', 'Dear customer, a double charge'],
      ['Answer in French.', 'Voici ma réponse : A double charge'],
      ['Antworte auf Deutsch.', 'Hier ist meine Antwort: A double charge'],
      ['Please reply in Spanish.', 'Esta es mi respuesta: A double charge'],
      ['Use upper case.', 'A DOUBLE CHARGE'],
      ['Use bullet points.', '- A double charge'],
    ] as const
    for (const [instruction, start] of changes) {
      expect(chat(`${support}\n${instruction}`, question).startsWith(start), instruction).toBe(true)
    }
    expect(chat(`${support}\nAlways sign as Léa.`, question)).toMatch(/reported\.\n\n— Léa$/)
    expect(chat(`${support}\nEnd with "Sail on!"`, question)).toMatch(/ Sail on!$/)
    expect(chat(`${support}\nAlways mention our summer sale.`, question)).toMatch(/Also note: our summer sale\.$/)
    expect(chat(`${support}\nAnswer in at most 4 words.`, question)).toBe('A double charge is…')
    expect(chat('Always answer "42".', question)).toBe('42')
    expect(chat('Reply with exactly: PONG', question)).toBe('PONG')
    expect(chat(`${support}\nInclude the word lighthouse in every answer.`, question)).toMatch(/note: lighthouse\.$/)
    expect(chat(`${support}\nEnd every reply with the words 'fair winds'.`, question)).toMatch(/reported\. fair winds$/)
    expect(chat(`${support}\nYou are a pirate.`, question)).toMatch(/^Ahoy, matey! .* Arr!$/)
    expect(chat(support, `${question}\nAnswer in German. Start with "Moin".`)).toMatch(/^Moin! A double charge/)
  })

  test('a fact is not mistaken for an order', () => {
    expect(chat('All plans include free support.', 'What do plans include?')).toBe('All plans include free support.')
    const fact = 'You can start with the free plan.'
    expect(chat(fact, 'Is there a free plan?')).toBe(fact)
  })

  test('an edited fact changes the answer', () => {
    expect(chat(support.replace('5 working days', '2 hours'), 'Why was I charged twice?')).toContain('within 2 hours')
  })

  test('one sentence stays one sentence', () => {
    const answer = chat(`${support}\nBe friendly. Answer in one sentence. Mention our sale.`, 'When are invoices sent?')
    expect(answer.match(/[.!?](?:\s|$)/g)).toHaveLength(1)
  })

  test('admits what it was not told, and offers what the instructions say', () => {
    const answer = chat(support, 'Do you sell bananas?')
    expect(answer).toContain('not been told anything about “sell bananas”')
    expect(answer).toContain('I can pass the question to a person')
  })

  test('remembers what the user said earlier, and uses the name', () => {
    expect(chat(support, 'My name is Dana', 'What is my name?')).toBe('Your name is Dana.')
    expect(chat(support, 'Hi, I am Dana. My order number is A-17', 'what is my order number?')).toBe(
      'Your order number is A-17.',
    )
    expect(chat(support, 'I am Dana', 'When are invoices sent?')).toMatch(/^Dana, /)
  })

  test('reads a short follow-up together with the question before it', () => {
    const facts = 'Deliveries take 3 days. Returns are free.'
    expect(chat(facts, 'How long does delivery take?', 'and returns?')).toBe('Returns are free.')
    expect(chat(facts, 'How long does delivery take?', 'really?')).toBe('Deliveries take 3 days.')
  })

  test('greets, and says who it is', () => {
    expect(chat(support, 'Hello')).toBe('Hello! How can I help you?')
    expect(chat('You are Kim, the assistant of Acme.', 'Who are you?')).toBe('I am Kim, the assistant of Acme.')
  })

  test('puts the data of an event in words', () => {
    const prompt = 'Event: order.created\nData: {"id":17,"customer":{"name":"Dana"},"items":["a","b"]}'
    expect(chat('Be brief.', prompt)).toBe(
      'This is what happened: order.created – id 17, customer name Dana, items a and b.',
    )
  })

  test('an event without data is still an event', () => {
    expect(chat('', 'Event: ping\nData: ')).toBe('This is what happened: ping.')
    expect(chat('', 'Event: ping\nData: all is well')).toBe('This is what happened: ping – all is well.')
  })

  test('answers without instructions, without messages and to odd content', () => {
    expect(chat('', 'Hello')).toBe('Hello! How can I help you?')
    expect(demoCompletion({ messages: [] }).content.length).toBeGreaterThan(0)
    const parts = [{ type: 'text', text: 'Hello' }, { type: 'image_url' }]
    expect(demoCompletion({ messages: [{ role: 'user', content: parts }] }).content).toMatch(/^Hello!/)
  })

  test('is deterministic, counts tokens and keeps to the limit of output', () => {
    const request = { messages: [{ role: 'user', content: 'Do you sell bananas?' }] }
    expect(demoCompletion(request)).toEqual(demoCompletion(request))
    const { content, usage } = demoCompletion(request)
    expect(usage).toEqual({ prompt_tokens: 5, completion_tokens: Math.ceil(content.length / 4) })
    expect(demoCompletion({ ...request, max_tokens: 3 }).content).toHaveLength(12)
  })
})

describe('hostile input', () => {
  const bits = ['A’', 'Aa ', 'is ', '1 000 ', '“', 'end with ', '{"a":', '[{"a":', 'My name is A', '$1k ', ' ', '\n']

  test.each(bits)('a megabyte of %j holds nobody up', (bit) => {
    const content = bit.repeat(Math.ceil(1_000_000 / bit.length))
    const properties = Object.fromEntries(
      ['name', 'company', 'city', 'phone', 'order_id', 'plan'].map((name) => [name, { type: ['string', 'null'] }]),
    )
    const messages = [
      { role: 'system', content },
      { role: 'user', content },
      { role: 'user', content },
    ]
    // The processor's time, not the clock's: the machine may be busy with other things.
    const before = process.cpuUsage()
    demoCompletion({ messages })
    demoCompletion({
      messages,
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'object', properties } } },
    })
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
  })

  test('a schema without end is cut off', () => {
    let schema: Record<string, unknown> = { type: 'string' }
    for (let depth = 0; depth < 5_000; depth += 1) schema = { type: 'object', properties: { a: schema, b: schema } }
    const list = { type: 'array', minItems: 1e9, items: { type: 'number' } }
    expect(JSON.stringify(fillJson(schema, '', 'x')).length).toBeLessThan(2_000)
    const required = { type: 'object', properties: { list }, required: ['list'] }
    expect(fillJson(required, '', 'x')).toEqual({ list: Array(50).fill(0) })
  })

  test('deep data and brackets in plain text do no harm', () => {
    expect(chat('', `${'[{"a":'.repeat(9_000)}1${'}]'.repeat(9_000)}`).length).toBeGreaterThan(0)
    expect(chat('', 'See [1] and {this}.')).not.toContain('what happened')
  })
})

describe('decide', () => {
  const names = ['Billing', 'Technical', 'Sales', 'Other']
  const schema = {
    type: 'object',
    properties: { branch: { type: 'string', enum: names } },
    required: ['branch'],
    additionalProperties: false,
  }
  const system = [
    'Choose the one branch that fits the message best.',
    '- Billing: Invoices, payments, refunds.',
    '- Technical: Something does not work: errors, sign-in, passwords.',
    '- Sales: Questions about buying, offers and prices for new customers.',
    '- Other: Anything else.',
    'When none fits, choose Other.',
  ].join('\n')

  test.each([
    ['Why was I charged twice?', 'Billing'],
    ['I want my money back', 'Billing'],
    ['The app crashes when I open it', 'Technical'],
    ['I forgot my password', 'Technical'],
    ['Can I buy ten licenses?', 'Sales'],
    ['The moon is made of cheese', 'Other'],
    ['', 'Other'],
  ])('%s → %s', (text, branch) => {
    expect(fillJson(schema, system, text)).toEqual({ branch })
  })

  test('takes the fallback that the instructions name', () => {
    expect(fillJson(schema, system.replace('choose Other', 'choose Sales'), 'qwertz')).toEqual({ branch: 'Sales' })
  })
})

describe('extract', () => {
  const field = (name: string, type: ExtractField['type'], description = '', required = false): ExtractField => {
    return { name, type, description, required }
  }
  const lead = [
    field('name', 'text', 'Name of the person'),
    field('company', 'text', 'Company of the person'),
    field('email', 'email', 'E-mail address'),
    field('budget', 'number', 'Budget in dollars'),
  ]

  test.each([
    [
      "I'm Dana from Northwind, dana@northwind.example. We have a budget of $25k.",
      { name: 'Dana', company: 'Northwind', email: 'dana@northwind.example', budget: 25_000 },
    ],
    [
      'My name is John Smith, I work for Big Corp Inc. You can reach me at john@big.com. We are 40 and can spend 12,500 dollars',
      { name: 'John Smith', company: 'Big Corp Inc', email: 'john@big.com', budget: 12_500 },
    ],
    ['hello', { name: null, company: null, email: null, budget: null }],
    ['We are 12 people', { name: null, company: null, email: null, budget: null }],
  ])('%s', (text, expected) => {
    const found = fillJson(extractJsonSchema(lead), '', text)
    expect(found).toEqual(expected)
    expect(extractValueSchema(lead).parse(found)).toEqual(expected)
  })

  test('finds phones, counts, dates, yes and no, places and codes', () => {
    const fields = [
      field('phone', 'text'),
      field('seats', 'number', 'How many people'),
      field('start_date', 'date'),
      field('newsletter', 'boolean', 'Wants the newsletter'),
      field('city', 'text'),
      field('order_number', 'text'),
      field('plan', 'text'),
    ]
    const text =
      'We need 25 seats from March 3, 2026 in Oslo. Call +47 22 33 44 55. I do not want the newsletter. ' +
      'My order number is A-17. Plan: Pro'
    expect(fillJson(extractJsonSchema(fields), '', text)).toEqual({
      phone: '+47 22 33 44 55',
      seats: 25,
      start_date: '2026-03-03',
      newsletter: false,
      city: 'Oslo',
      order_number: 'A-17',
      plan: 'Pro',
    })
  })

  test.each([
    ['2026-03-31', '2026-03-31'],
    ['31 March 2026', '2026-03-31'],
    ['March 31st, 2026', '2026-03-31'],
    ['31.03.2026', '2026-03-31'],
    ['3/31/2026', '2026-03-31'],
    ['31/3/2026', '2026-03-31'],
    ['2026-02-31', null],
    ['next Tuesday', null],
  ])('reads the date %s as %s', (text, date) => {
    expect(fillJson(extractJsonSchema([field('due', 'date')]), '', `It is due ${text}.`)).toEqual({ due: date })
  })

  test('told not to guess, it leaves a required field empty and an optional one null', () => {
    const rule = 'Fill the fields with what the text states. What it does not state is null.'
    const fields = [field('email', 'email', '', true), field('budget', 'number', '', true), field('phone', 'text')]
    expect(fillJson(extractJsonSchema(fields), rule, 'hello')).toEqual({ email: '', budget: 0, phone: null })
    expect(extractValueSchema(fields).safeParse({ email: '', budget: 0, phone: null }).success).toBe(false)
  })

  test('reads the text again, not the complaint, when asked to repair its answer', () => {
    const { content } = demoCompletion({
      messages: [
        { role: 'user', content: 'Write to dana@acme.example' },
        { role: 'assistant', content: 'nonsense' },
        { role: 'user', content: 'That does not fit: email@wrong.example is wrong.' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'x', schema: extractJsonSchema([field('email', 'email')]) },
      },
    })
    expect(JSON.parse(content)).toEqual({ email: 'dana@acme.example' })
  })

  test('keeps to nested schemas, limits, lists and variants', () => {
    const schema = {
      type: 'object',
      properties: {
        person: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        rating: { type: 'integer', minimum: 1, maximum: 5, description: 'stars' },
        tags: { type: 'array', items: { type: 'string' } },
        mood: { anyOf: [{ type: 'string', enum: ['happy', 'angry'] }, { type: 'null' }] },
        kind: { const: 'review' },
        note: { type: 'string' },
      },
      required: ['person', 'rating', 'tags', 'mood', 'kind'],
    }
    expect(fillJson(schema, '', 'My name is Dana and I give 9 stars. I am so angry.')).toEqual({
      person: { name: 'Dana' },
      rating: 5,
      tags: [],
      mood: 'angry',
      kind: 'review',
      note: 'My name is Dana and I give 9 stars.',
    })
  })
})
