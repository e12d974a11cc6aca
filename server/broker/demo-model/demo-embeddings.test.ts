import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brokerLimits, embeddingsResponseSchema } from '@/domain/runtime/broker-api'
import { demoEmbeddings, embeddingSize } from './demo-embeddings'

function nearness(a: string, b: string): number {
  const [left = [], right = []] = demoEmbeddings([a, b])
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}

describe('demo embeddings', () => {
  test('any text has a vector of length 1, the same each time', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), { maxLength: 5 }), (texts) => {
        const vectors = demoEmbeddings(texts)
        expect(vectors).toHaveLength(texts.length)
        for (const vector of vectors) {
          expect(vector).toHaveLength(embeddingSize)
          expect(Math.hypot(...vector)).toBeCloseTo(1, 10)
        }
        expect(demoEmbeddings(texts)).toEqual(vectors)
      }),
    )
  })

  const passages = [
    'A double charge is refunded within 5 working days after it was reported.',
    'Parcels are shipped from our warehouse in Hamburg and arrive after three days.',
    'To reset your password, open the sign-in page and follow the link.',
    'The office is open from Monday to Friday, nine to five.',
  ]

  test.each([
    ['When do I get my refund?', 0],
    ['I was charged twice', 0],
    ['how long does shipping take', 1],
    ['my parcel did not arrive', 1],
    ['I forgot my password', 2],
    ['pasword resett', 2],
    ['opening hours of the office', 3],
  ])('“%s” is nearest to the passage that answers it', (query, expected) => {
    const scores = passages.map((passage) => nearness(query, passage))
    expect(scores.indexOf(Math.max(...scores))).toBe(expected)
  })

  test('like texts are near, other texts are not, in any script', () => {
    expect(nearness('Invoices are sent monthly', 'The invoice is sent each month')).toBeGreaterThan(0.5)
    expect(nearness('Invoices are sent monthly', 'Bananas grow in the tropics')).toBeLessThan(0.2)
    expect(nearness('Счёт отправлен клиенту', 'Счета отправлены клиентам')).toBeGreaterThan(0.15)
    expect(nearness('東京の天気', '東京の天気予報')).toBeGreaterThan(0.4)
  })

  test('the largest request takes its share of the processor and no more', () => {
    const texts = Array.from({ length: brokerLimits.embeddingTexts }, (_, index) => {
      return `word${index} `.repeat(brokerLimits.embeddingChars).slice(0, brokerLimits.embeddingChars)
    })
    const before = process.cpuUsage()
    const data = demoEmbeddings(texts).map((embedding, index) => ({ index, embedding }))
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000)
    expect(embeddingsResponseSchema.parse({ model: 'demo', data }).data).toHaveLength(texts.length)
  })
})
