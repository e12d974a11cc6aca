import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chatRequestSchema } from '../chat-request'
import { answerWithDemo } from '../demo-answer'

let server: Server
let client: OpenAI

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    answerWithDemo(chatRequestSchema.parse(JSON.parse(Buffer.concat(chunks).toString())), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  client = new OpenAI({ baseURL: `http://127.0.0.1:${port}/v1`, apiKey: 'none', maxRetries: 0 })
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

const asked = {
  model: 'default',
  messages: [{ role: 'user' as const, content: 'Find order 17, please' }],
  tools: [
    {
      type: 'function' as const,
      function: {
        name: 'find_order',
        description: 'Finds an order.',
        parameters: { type: 'object', properties: { order: { type: 'integer' } }, required: ['order'] },
      },
    },
  ],
}

describe("as OpenAI's own client reads it", () => {
  test('a call of a tool, whole and as a stream, is the same', async () => {
    const whole = (await client.chat.completions.create(asked)).choices[0]
    expect(whole?.finish_reason).toBe('tool_calls')
    expect(whole?.message.content).toBeNull()
    const call = whole?.message.tool_calls?.[0]
    expect(call).toMatchObject({ type: 'function', function: { name: 'find_order', arguments: '{"order":17}' } })
    const streamed = (await client.chat.completions.stream(asked).finalChatCompletion()).choices[0]
    expect(streamed?.finish_reason).toBe('tool_calls')
    expect(streamed?.message.tool_calls).toMatchObject([{ id: call?.id, function: { arguments: '{"order":17}' } }])
  })

  test('the loop of its runner ends with words that use the result', async () => {
    const { tools: _tools, ...plain } = asked
    const runner = client.chat.completions.runTools({
      ...plain,
      tools: [
        {
          type: 'function',
          function: {
            ...asked.tools[0]?.function,
            name: 'find_order',
            description: 'Finds an order.',
            parameters: { type: 'object', properties: { order: { type: 'integer' } }, required: ['order'] },
            parse: JSON.parse,
            function: ({ order }: { order: number }) => ({ order, status: 'shipped' }),
          },
        },
      ],
    })
    expect(await runner.finalContent()).toBe('I used “find_order”: order 17, status shipped.')
  })

  test('an answer that is cut off says so', async () => {
    const { choices, usage } = await client.chat.completions.create({
      model: 'default',
      messages: [{ role: 'user', content: 'Do you sell bananas?' }],
      max_tokens: 3,
    })
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'I have not b' } })
    expect(usage?.total_tokens).toBe(5 + 3)
  })
})
