import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'

export const modelLimits = { answerChars: 64_000, answerBytes: 2_000_000 } as const

/** `costUsd`: absent when the workspace has set no price. */
export type Usage = { inputTokens: number; outputTokens: number; costUsd?: number }

/** An answer before what the provider left out is filled in. */
export type RawAnswer = { text: string; model: string | null; usage: Usage | null }

export const usageSchema = z
  .object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() })
  .transform((usage): Usage => ({ inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens }))

export function checkLength(text: string): string {
  if (text.length <= modelLimits.answerChars) return text
  throw new BulkheadError('too-large', `The model's answer is longer than ${modelLimits.answerChars} characters.`)
}

export const notUnderstood = () =>
  new BulkheadError('model-unavailable', 'The model answered in a form that cannot be read.')
