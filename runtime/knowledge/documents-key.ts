import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Statements } from '../store/statements'

/**
 * Whoever has it may add, see and remove documents: what they say, the agent says to everybody. Made here at first use and
 * kept in the tenant's store; the host learns it through the control door alone.
 */
export function documentsKeyOf(statements: Statements, now: number): string {
  return statements.together(() => {
    const [row] = statements.rows<{ key: string }>('SELECT key FROM documents_key LIMIT 1')
    if (row !== undefined) return row.key
    const key = randomBytes(32).toString('base64url')
    statements.run('INSERT INTO documents_key (key, made_at) VALUES (?, ?)', key, now)
    return key
  })
}

/** Takes the same time whatever is wrong with it. */
export function isDocumentsKey(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(key))
}
