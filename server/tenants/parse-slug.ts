import { BulkheadError } from '@/domain/errors'
import { customerSlugSchema, reservedSlugs } from '@/domain/tenant/slug'

/** A slug that may be a host of its own, or a refusal that says why not. */
export function parseSlug(slug: string): string {
  const parsed = customerSlugSchema.safeParse(slug)
  if (parsed.success) return parsed.data
  const messages = parsed.error.issues.map((issue) => issue.message)
  const code = reservedSlugs.has(slug) ? 'slug-reserved' : 'bad-input'
  throw new BulkheadError(code, `The address “${slug.slice(0, 60)}” cannot be used: it ${messages.join(', and ')}.`, {
    details: { problems: messages.map((message) => ({ path: 'slug', message })) },
  })
}
