import { BulkheadError } from '@/domain/errors'
import type { Statements } from '../store/statements'

/** How much of the store's file holds something. Free pages are used again before the file grows. */
function bytesInUse(statements: Statements): number {
  const number = (name: string) => statements.rows<Record<string, number>>(`PRAGMA ${name}`)[0]?.[name] ?? 0
  return (number('page_count') - number('freelist_count')) * number('page_size')
}

/** Throws `storage-full`. For what is uploaded or remembered; what was said in a conversation is always kept. */
export function requireRoom(statements: Statements, wantedBytes: number, limitBytes: number): void {
  if (bytesInUse(statements) + wantedBytes <= limitBytes) return
  throw new BulkheadError(
    'storage-full',
    `The agent's store may hold ${limitBytes / 1_000_000} MB and is full. Remove documents that are not needed any more.`,
    { details: { limit: limitBytes } },
  )
}
