import { z } from 'zod'

/**
 * OpenAI's chat completion request, as far as a runtime may use it. What is not named here does not reach a provider.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
const contentSchema = z.union([z.string(), z.array(z.looseObject({ type: z.string() })), z.null()])

const messageSchema = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: contentSchema.optional(),
  name: z.string().max(200).optional(),
  tool_calls: z.array(z.looseObject({ id: z.string(), type: z.literal('function') })).optional(),
  tool_call_id: z.string().optional(),
})

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
  response_format: z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) }).optional(),
  tools: z
    .array(z.looseObject({ type: z.literal('function') }))
    .max(200)
    .optional(),
  tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
  parallel_tool_calls: z.boolean().optional(),
})

export type ChatRequest = z.infer<typeof chatRequestSchema>

export const usageSchema = z.object({
  prompt_tokens: z.number().int().nonnegative(),
  completion_tokens: z.number().int().nonnegative(),
})

export type ChatUsage = z.infer<typeof usageSchema>
