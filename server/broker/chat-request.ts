import { z } from 'zod'
import { boundedObjectSchema } from './bounded-json'
import { contentSchema } from './chat-content'
import { toolCallsSchema, toolChoiceSchema, toolsSchema } from './chat-tools'

/**
 * OpenAI's chat completion request, as far as a runtime may use it. What is not named here does not reach a provider;
 * what is named reaches it unchanged.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
const messageSchema = z
  .object({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
    content: contentSchema.optional(),
    name: z.string().max(200).optional(),
    tool_calls: toolCallsSchema.optional(),
    tool_call_id: z.string().min(1).max(200).optional(),
    /** Providers that think aloud want it back together with the calls that followed. */
    reasoning_content: z.string().max(500_000).optional(),
  })
  .superRefine((message, context) => {
    if (message.role === 'tool' && message.tool_call_id === undefined) {
      context.addIssue({ code: 'custom', path: ['tool_call_id'], message: 'must name the call that this answers' })
    }
    if (message.role !== 'assistant' && message.tool_calls !== undefined) {
      context.addIssue({ code: 'custom', path: ['tool_calls'], message: 'belong to messages of the assistant' })
    }
  })

const responseFormatSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
      description: z.string().max(8_000).optional(),
      schema: boundedObjectSchema.optional(),
      strict: z.boolean().nullish(),
    }),
  }),
])

export const chatRequestSchema = z.object({
  model: z.string().min(1).max(120),
  messages: z.array(messageSchema).min(1).max(2_000),
  stream: z.boolean().default(false),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  seed: z.int().optional(),
  stop: z.union([z.string(), z.array(z.string()).max(8)]).optional(),
  presence_penalty: z.number().optional(),
  frequency_penalty: z.number().optional(),
  reasoning_effort: z.string().max(40).optional(),
  response_format: responseFormatSchema.optional(),
  tools: toolsSchema.optional(),
  tool_choice: toolChoiceSchema.optional(),
  parallel_tool_calls: z.boolean().optional(),
})

export type ChatRequest = z.infer<typeof chatRequestSchema>

export const usageSchema = z.object({
  prompt_tokens: z.number().int().nonnegative(),
  completion_tokens: z.number().int().nonnegative(),
})

export type ChatUsage = z.infer<typeof usageSchema>
