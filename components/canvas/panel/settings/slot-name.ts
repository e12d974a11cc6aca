import { blockIdSchema } from '@/domain/blueprint/document'

export function slotNameProblem(name: string, taken: readonly string[]): string | undefined {
  if (taken.includes(name)) return `There is a slot “${name}” already.`
  const parsed = blockIdSchema.safeParse(name)
  return parsed.success ? undefined : `A name ${parsed.error.issues[0]?.message ?? 'must be shorter'}.`
}
