import { z } from 'zod'

/** Names that are, or may become, hosts of the product itself. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'app',
  'auth',
  'assets',
  'billing',
  'broker',
  'bulkhead',
  'cdn',
  'console',
  'control',
  'controller',
  'dashboard',
  'docs',
  'edge',
  'ftp',
  'gateway',
  'healthz',
  'help',
  'internal',
  'localhost',
  'login',
  'mail',
  'metrics',
  'portal',
  'root',
  'smtp',
  'static',
  'status',
  'support',
  'system',
  'test',
  'web',
  'www',
])

/** Of runtimes in which builders try drafts out. */
export const previewSlugPrefix = 'preview-'

/** A tenant's slug is a DNS label (RFC 1035, lower case, 3 to 40 characters): it becomes `<slug>.<domain>`. */
export const slugSchema = z
  .string()
  .min(3, 'must have at least 3 characters')
  .max(40, 'must have at most 40 characters')
  .regex(/^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/, 'may hold a-z, 0-9 and single hyphens, and must start with a letter')
  .refine((slug) => !reservedSlugs.has(slug), 'is reserved for Bulkhead itself')

/** What a customer's tenant may be called. */
export const customerSlugSchema = slugSchema.refine(
  (slug) => !slug.startsWith(previewSlugPrefix),
  `must not start with “${previewSlugPrefix}”: previews of drafts do`,
)

/** Turns a display name into a slug to propose: "Acme, Inc." → "acme-inc". May be empty or reserved. */
export function proposeSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}
