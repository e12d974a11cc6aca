import type { BlueprintDocument } from '@/domain/blueprint/document'
import { resolveSlots } from '@/domain/blueprint/slots'
import { BulkheadError } from '@/domain/errors'

/**
 * Refuses values that do not fit the blueprint's slots, naming each one. Values of slots that this version does not
 * have are kept: another version may. Of a secret slot, `true` stands for a value.
 */
export function checkSlotValues(slots: BlueprintDocument['slots'], values: Readonly<Record<string, unknown>>): void {
  const problems = resolveSlots(slots, values).problems.map(({ slot, message }) => ({
    path: `slotValues.${slot}`,
    message,
  }))
  if (problems.length === 0) return
  const sentences = problems.map((problem) => problem.message).join(' ')
  throw new BulkheadError('bad-input', sentences, { details: { problems } })
}
