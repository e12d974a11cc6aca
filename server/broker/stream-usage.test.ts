import { expect, it } from 'vitest'
import { createUsageReader } from './stream-usage'

it('finds the token counts wherever the stream is cut', () => {
  const text = 'data: {"choices":[{"delta":{"content":"\\"usage\\": é"}}]}\r\n\r\ndata: {"choices":[],"usage":null}\n\n'
  const bytes = Buffer.from(
    `${text}data: {"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}\n\ndata: [DONE]\n\n`,
  )
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = createUsageReader()
    reader.push(bytes.subarray(0, cut))
    reader.push(bytes.subarray(cut))
    expect(reader.usage).toEqual({ prompt_tokens: 3, completion_tokens: 4 })
  }
})

it('believes no counts that are none', () => {
  const reader = createUsageReader()
  reader.push(Buffer.from('data: {"usage":{"prompt_tokens":-1,"completion_tokens":"many"}}\n\ndata: {"usage"\n\n'))
  expect(reader.usage).toBeUndefined()
})
