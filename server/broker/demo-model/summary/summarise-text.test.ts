import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demoCompletion } from '../demo-completion'
import { sentencesOf } from '../words'

const article = [
  'The city council of Oslo met on Monday.',
  'After a long debate the council decided to build a new tram line to the harbour.',
  'Some members drank coffee.',
  'The tram line will cost 40 million and open on 1 May 2027.',
  'It was raining.',
  'The council will decide about the price of tickets for the tram in June.',
].join(' ')

function summarise(instructions: string, content: string): string {
  const messages = [
    ...(instructions === '' ? [] : [{ role: 'system', content: instructions }]),
    { role: 'user', content },
  ]
  return demoCompletion({ messages }).content
}

const order = (count: number, unit: string, focus = '') =>
  `Summarise the text in at most ${count} ${unit}. Add nothing that it does not say.${focus}`
const bullets = 'bullet points, each on a line that begins with "- "'

describe('summaries', () => {
  test('the sentences that tell most, in their order, as they stand', () => {
    const summary = summarise(order(2, 'sentences'), article)
    expect(sentencesOf(summary)).toHaveLength(2)
    expect(summary).toContain('new tram line')
    expect(summary).not.toContain('raining')
    for (const sentence of sentencesOf(summary)) expect(article).toContain(sentence)
  })

  test('bullet points stand on lines of their own', () => {
    const lines = summarise(order(3, bullets), article).split('\n')
    expect(lines).toHaveLength(3)
    for (const line of lines) expect(line).toMatch(/^- [A-Z].*\.$/)
  })

  test('what matters to the asker comes in', () => {
    expect(summarise(order(1, 'sentences', ' What matters: costs and opening'), article)).toContain('40 million')
    expect(summarise(order(1, 'sentences', ' What matters: the weather, was it raining?'), article)).toBe(
      'It was raining.',
    )
  })

  test('a short text stays what it is, an empty one is said to be empty', () => {
    expect(summarise(order(3, 'sentences'), 'Only this')).toBe('Only this.')
    expect(summarise(order(3, 'sentences'), ' ')).toBe('The text is empty.')
    expect(summarise(order(3, bullets), '')).toBe('- The text is empty.')
  })

  test('a person may ask for it too, in front of the text', () => {
    expect(sentencesOf(summarise('', `Summarize this in two sentences: ${article}`))).toHaveLength(2)
  })

  test('a habit that is told among others is no order', () => {
    const instructions = 'You answer customers. Returns are free. Summarise long answers in at most 3 sentences.'
    expect(summarise(instructions, 'What do returns cost?')).toBe('Returns are free.')
  })

  test('never more than was asked for, whatever the text', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.lorem({ mode: 'sentences', maxCount: 40 }))
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 30 }), (text, count) => {
        const lines = summarise(order(count, bullets), text).split('\n')
        expect(lines.length).toBeLessThanOrEqual(count)
        expect(summarise(order(count, bullets), text).split('\n')).toEqual(lines)
      }),
    )
  })

  test('a text of the largest size takes little time', () => {
    const before = process.cpuUsage()
    summarise(
      order(30, 'sentences'),
      Array.from({ length: 4_000 }, (_, n) => `Fact ${n} is about ${n % 97} and ${n % 31}.`).join(' '),
    )
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000)
  })
})
