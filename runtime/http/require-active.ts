import { BulkheadError } from '@/domain/errors'
import type { ActiveBundles } from '../bundle/active-bundles'

/** Throws `not-ready` before the first bundle. */
export function requireActive({ bundles }: { bundles: ActiveBundles }) {
  if (bundles.active === null) throw new BulkheadError('not-ready', 'The agent is starting. Try again in a moment.')
  return bundles.active
}
