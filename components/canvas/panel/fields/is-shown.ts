import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { readAt, stepsOf } from '../config-path'

/** Whether a setting has a meaning beside the others. A switch that was never set is off. */
export function isShown({ when }: Pick<FieldSpec, 'when'>, settings: unknown): boolean {
  if (when === undefined) return true
  const value = readAt(settings, stepsOf(when.path)) ?? false
  return when.is.some((wanted) => wanted === value)
}
