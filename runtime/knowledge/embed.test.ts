import { afterEach, describe, expect, it } from 'vitest'
import { brokerLimits, bundleHeader, embeddingsRequestSchema } from '@/domain/runtime/broker-api'
import { type BrokerCallSeen, oneAnswerBroker } from '../testing/one-answer-broker'
import { createEmbed } from './embed'

let broker: Awaited<ReturnType<typeof oneAnswerBroker>>
afterEach(() => broker.close())

const embedWith = async (answer: Parameters<typeof oneAnswerBroker>[0]) => {
  broker = await oneAnswerBroker(answer)
  return createEmbed(broker.client, 'sha256:x')
}
const inputOf = ({ body }: BrokerCallSeen) => embeddingsRequestSchema.parse(body).input
/** The vector of a text is its length; the order of an answer is nobody's promise. */
const lengths = (call: BrokerCallSeen) => ({
  body: {
    model: 'm',
    data: inputOf(call)
      .map((text, index) => ({ index, embedding: [text.length, 1] }))
      .reverse(),
  },
})

describe('embeddings', () => {
  it('come in the order of the texts, however many there are', async () => {
    const embed = await embedWith(lengths)
    const texts = Array.from({ length: 200 }, (_, index) => 'a'.repeat(index + 1))
    const { model, vectors } = await embed(texts)
    expect(model).toBe('m')
    expect(vectors.map(([length]) => length)).toEqual(texts.map(({ length }) => length))
    expect(broker.calls.map((call) => inputOf(call).length)).toEqual([96, 96, 8])
    expect(broker.calls[0]).toMatchObject({ path: '/v1/embeddings', headers: { [bundleHeader]: 'sha256:x' } })
  })

  it('are asked for only with what the broker takes', async () => {
    const embed = await embedWith(lengths)
    const long = `${'a'.repeat(brokerLimits.embeddingChars - 1)}😀 and more`
    await embed([long, ' \n', ''])
    expect(broker.calls.flatMap(inputOf).map(({ length }) => length)).toEqual([brokerLimits.embeddingChars, 1, 1])
    expect(await embed([])).toEqual({ model: '', vectors: [] })
  })

  const item = (index: number, embedding: unknown = [1, 2]) => ({ index, embedding })
  it.each([
    ['one is missing', { body: { model: 'm', data: [item(0)] } }],
    ['one comes twice', { body: { model: 'm', data: [item(0), item(0)] } }],
    ['one is of another size', { body: { model: 'm', data: [item(0), item(1, [1])] } }],
    ['one is empty', { body: { model: 'm', data: [item(0), item(1, [])] } }],
    ['one is far away', { body: { model: 'm', data: [item(0), item(4_000_000_000)] } }],
    ['they are no numbers', { body: { model: 'm', data: [item(0), item(1, ['x', 'y'])] } }],
    ['they are none', { body: { hello: 1 } }],
  ])('are refused when %s', async (_name, answer) => {
    const embed = await embedWith(() => answer)
    await expect(embed(['a', 'b'])).rejects.toMatchObject({ code: 'model-unavailable' })
  })

  it('that mix two models are refused', async () => {
    let calls = 0
    const embed = await embedWith((call) => {
      calls += 1
      return { body: { ...lengths(call).body, model: `m${calls}` } }
    })
    await expect(embed(new Array<string>(97).fill('a'))).rejects.toThrow(/changed between two calls/)
  })

  it("hand on the broker's own error", async () => {
    const embed = await embedWith(() => ({ status: 403, body: { error: { code: 'not-allowed', message: 'no' } } }))
    await expect(embed(['a'])).rejects.toMatchObject({ code: 'not-allowed' })
  })
})
