import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type ChatRequest, chatRequestSchema } from '../chat-request'
import { demoCompletion } from './demo-completion'
import { runAgent } from './testing/agent-loop'
import { arbitraryRequest } from './testing/arbitrary-request'

/** Many runs take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

test('every request that is let in has an answer, and the same request the same one', () => {
  let accepted = 0
  fc.assert(
    fc.property(arbitraryRequest(), (candidate) => {
      const parsed = chatRequestSchema.safeParse(candidate)
      expect(parsed.error?.issues ?? []).toEqual([])
      const request = parsed.data as ChatRequest
      accepted += 1
      const once = demoCompletion(request)
      expect(demoCompletion(structuredClone(request))).toEqual(once)
      expect(once.toolCalls.length > 0).toBe(once.finish === 'tool_calls')
      for (const call of once.toolCalls) {
        expect(request.tools?.map((tool) => tool.function.name)).toContain(call.name)
        expect(typeof JSON.parse(call.arguments)).toBe('object')
      }
      const isCut = request.max_tokens !== undefined || once.toolCalls.length > 0
      if (request.response_format?.type === 'json_schema' && !isCut) JSON.parse(once.content)
    }),
    { numRuns: 1_000 },
  )
  expect(accepted).toBeGreaterThan(0)
})

test('an agent ends within a few steps, and calls nothing twice', () => {
  const results = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  )
  fc.assert(
    fc.property(arbitraryRequest(), fc.infiniteStream(results), (candidate, stream) => {
      const request = chatRequestSchema.parse(candidate)
      const { calls, text } = runAgent(request, () => String(stream.next().value))
      expect(text).not.toBeNull()
      expect(calls.length).toBeLessThanOrEqual(5)
      expect(new Set(calls.map((call) => JSON.stringify(call))).size).toBe(calls.length)
    }),
    { numRuns: 500 },
  )
})
