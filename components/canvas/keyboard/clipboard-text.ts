import { z } from 'zod'
import { parseFragment } from '@/domain/blueprint/fragment'
import { layoutSchema } from '@/domain/blueprint/layout'
import type { CopiedBlocks } from '../store/commands/blocks'

const textSchema = z.strictObject({
  bulkhead: z.literal('blocks'),
  fragment: z.unknown(),
  positions: layoutSchema.shape.positions,
})

export function writeClipboard({ fragment, positions }: CopiedBlocks): string {
  return JSON.stringify({ bulkhead: 'blocks', fragment, positions })
}

/** `undefined` for what is not ours at all. Throws `bad-input` for what says it is ours and is broken. */
export function readClipboard(text: string): CopiedBlocks | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  const parsed = textSchema.safeParse(readJson(text))
  if (!parsed.success) return undefined
  return { fragment: parseFragment(parsed.data.fragment), positions: parsed.data.positions }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
