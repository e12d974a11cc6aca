import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BrokerClient, createBrokerClient } from '../doors/broker-client'
import { BrokerRefusal } from '../testing/broker-refusal'
import { createTestHost, type TestHost } from '../testing/test-host'
import { readChatStream } from './chat-stream'
import { createModelClient } from './model-client'

const messages = [{ role: 'user', content: 'hello' }] as const
const signal = () => AbortSignal.timeout(5_000)

describe('a model call through the broker door', () => {
  let host: TestHost
  let broker: BrokerClient

  beforeEach(async () => {
    host = await createTestHost()
    broker = createBrokerClient(`${host.doors}/broker.sock`)
  })
  afterEach(async () => {
    broker.close()
    await host.remove()
  })
  const ask = () => createModelClient(broker, 'sha256:x')

  it('gives the same answer streamed and whole, with what it used and which model it was', async () => {
    const whole = await ask()({ model: 'default', messages, temperature: 0, maxOutputTokens: 9, signal: signal() })
    const deltas: string[] = []
    const streamed = await ask()({ model: 'default', messages, onDelta: (text) => deltas.push(text), signal: signal() })
    expect(streamed).toEqual(whole)
    expect(whole).toEqual({
      text: 'You said: hello',
      model: { name: 'test-model', demo: false },
      usage: { inputTokens: 7, outputTokens: 3 },
    })
    expect(deltas).toEqual(['You ', 'said: ', 'hello'])
    expect(host.broker.calls[0]).toMatchObject({ temperature: 0, max_tokens: 9, bundle: 'sha256:x' })
  })

  it("hands on the broker's own error", async () => {
    host.broker.say = () => {
      throw new BrokerRefusal(403, 'model-not-allowed', 'This agent may not use that model.')
    }
    await expect(ask()({ model: 'other', messages, signal: signal() })).rejects.toMatchObject({
      code: 'model-not-allowed',
      message: 'This agent may not use that model.',
    })
  })

  it('waits for a broker that is being restarted', async () => {
    await host.hangUp()
    const answer = ask()({ model: 'default', messages, signal: signal() })
    await host.listen()
    expect((await answer).text).toBe('You said: hello')
    await host.hangUp()
    await host.listen()
    expect((await ask()({ model: 'default', messages, signal: signal() })).text).toBe('You said: hello')
  })

  it('ends with its deadline', async () => {
    host.broker.say = () => new Promise(() => undefined)
    const late = ask()({ model: 'default', messages, signal: AbortSignal.timeout(50) })
    await expect(late).rejects.toMatchObject({ code: 'deadline-exceeded' })
  })

  it('says when an answer was cut off in the middle', async () => {
    host.broker.cutAfter = 1
    const cut = ask()({ model: 'default', messages, onDelta: () => undefined, signal: signal() })
    await expect(cut).rejects.toMatchObject({ code: 'model-unavailable' })
  })
})

describe('a stream of chunks', () => {
  const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\r\n\r\n`
  async function* inPieces(text: string, size: number) {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }

  it('reads the same however its bytes arrive', async () => {
    const text = `: hello\r\n\r\n${chunk('Grüß ')}${chunk('dich 💡')}data: [DONE]\r\n\r\n`
    for (const size of [1, 2, 3, 7, 64, 1_000]) {
      expect((await readChatStream(inPieces(text, size), () => undefined)).text).toBe('Grüß dich 💡')
    }
  })

  it.each([
    ['that ends too early', chunk('a'), 'stopped in the middle'],
    ['that is no JSON', 'data: {\n\n', 'cannot be read'],
    ['that reports an error', 'data: {"error":{"message":"overloaded"}}\n\n', 'overloaded'],
    ['that never ends', chunk('a'.repeat(70_000)), 'longer than 64000'],
  ])('%s is refused', async (_name, text, message) => {
    await expect(readChatStream(inPieces(text, 1_000), () => undefined)).rejects.toThrow(message)
  })
})
