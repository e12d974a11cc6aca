import { describe, expect, test } from 'vitest'
import { chatRequestSchema } from './chat-request'

const base = { model: 'default', messages: [{ role: 'user', content: 'Hello' }] }
const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object' } } })
const withContent = (content: unknown) => ({ ...base, messages: [{ role: 'user', content }] })

function problem(request: unknown): string {
  const issue = chatRequestSchema.safeParse(request).error?.issues[0]
  return issue === undefined ? 'none' : `${issue.path.join('.')}: ${issue.message}`
}

describe('what an agent sends', () => {
  test('tools, calls, results and parts reach the provider unchanged', () => {
    const request = {
      ...base,
      stream: false,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' } },
            { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'Hm.',
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'look', arguments: '{"at":1}' },
              extra_content: { google: { thought_signature: 'x' } },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"seen":true}' },
      ],
      tools: [tool('look')],
      tool_choice: { type: 'function', function: { name: 'look' } },
      parallel_tool_calls: false,
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' }, strict: true } },
    }
    expect(chatRequestSchema.parse(request)).toEqual(request)
  })

  test('what is not named does not reach the provider', () => {
    expect(chatRequestSchema.parse({ ...base, store: true, user: 'x' })).toEqual({ ...base, stream: false })
  })
})

describe('what is refused, and why', () => {
  const deep = (levels: number): object => (levels === 0 ? {} : { items: deep(levels - 1) })

  test.each([
    [withContent([{ type: 'image_url', image_url: { url: 'https://a.example/b.png' } }]), 'nothing is fetched'],
    [withContent([{ type: 'image_url', image_url: { url: 'data:text/html;base64,AAAA' } }]), 'of an image'],
    [withContent([{ type: 'file', file: { file_id: 'file-1' } }]), 'file'],
    [
      withContent([{ type: 'video_url', video_url: { url: 'data:video/mp4;base64,AA' } }]),
      'messages.0.content: 0.type',
    ],
    [withContent(Array(21).fill({ type: 'text', text: 'x' })), 'may hold 20 parts'],
    [withContent(17), 'must be text or a list of parts'],
    [{ ...base, tools: Array.from({ length: 65 }, (_, index) => tool(`t${index}`)) }, 'may name 64 tools'],
    [{ ...base, tools: [tool('a'), tool('a')] }, 'names a tool twice'],
    [{ ...base, tools: [tool('a b')] }, 'letters, digits'],
    [{ ...base, tools: [{ type: 'function', function: { name: 'a', parameters: deep(65) } }] }, '64 levels'],
    [{ ...base, messages: [{ role: 'tool', content: 'x' }] }, 'must name the call'],
    [
      {
        ...base,
        messages: [
          { role: 'user', tool_calls: [{ id: '1', type: 'function', function: { name: 'a', arguments: '{}' } }] },
        ],
      },
      'belong to messages of the assistant',
    ],
    [
      { ...base, response_format: { type: 'json_schema', json_schema: { name: 'x', schema: [] } } },
      'must be an object',
    ],
  ])('%#', (request, why) => {
    expect(problem(request)).toContain(why)
  })

  test('twenty megabytes of a picture are read without harm', () => {
    const url = `data:image/png;base64,${'A'.repeat(20_000_000)}`
    expect(problem(withContent([{ type: 'image_url', image_url: { url } }]))).toBe('none')
  })
})
