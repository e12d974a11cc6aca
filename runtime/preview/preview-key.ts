import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ActiveBundles } from '../bundle/active-bundles'
import type { Statements } from '../store/statements'

/**
 * Opens everything of a preview; null: this runtime is a customer's. Made with the first bundle that says so, and kept in the
 * store, so that a preview is closed too while it waits for its bundle after a restart.
 */
export type PreviewKey = () => string | null

export function createPreviewKey(statements: Statements, bundles: ActiveBundles, now: () => number): PreviewKey {
  let known: string | null = null
  const read = () => statements.rows<{ key: string }>('SELECT key FROM preview_key LIMIT 1')[0]?.key ?? null
  const make = () =>
    statements.together(() => {
      const there = read()
      if (there !== null) return there
      const key = randomBytes(32).toString('base64url')
      statements.run('INSERT INTO preview_key (key, made_at) VALUES (?, ?)', key, now())
      return key
    })
  return () => {
    known ??= read()
    if (known === null && bundles.active?.plan.bundle.preview === true) known = make()
    return known
  }
}

/** Takes the same time whatever is wrong with it. */
export function isPreviewKey(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(key))
}
