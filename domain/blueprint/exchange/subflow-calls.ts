import { z } from 'zod'
import { subflowKey } from '../block-kinds/subflow'
import type { Block, BlueprintDocument } from '../document'
import type { SubflowTarget } from '../subflows'

const targetSchema = z.strictObject({ blueprint: z.uuid(), version: z.int().positive() })

/** The version that a block calls, also while its other settings are unfinished. */
export function callOf({ kind, config }: Block): SubflowTarget | null {
  return kind === 'subflow' ? (targetSchema.safeParse(config.target).data ?? null) : null
}

/** Every version that a drawing itself calls, each once. */
export function subflowCalls({ blocks }: Pick<BlueprintDocument, 'blocks'>): SubflowTarget[] {
  const calls = Object.values(blocks).flatMap((block) => callOf(block) ?? [])
  return [...new Map(calls.map((call) => [subflowKey(call), call])).values()]
}
