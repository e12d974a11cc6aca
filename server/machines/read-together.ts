import type { SqlTransaction } from '@/server/db/sql'
import type { SqlDatabase } from '@/server/db/sql-database'
import { together } from '@/server/durable/together'

/** Steps that begin at the same moment read in one transaction of their workspace; what one cannot use fails it alone. */
export function readTogether<Item, Facts>(
  db: SqlDatabase,
  read: (tx: SqlTransaction, item: Item) => Promise<Facts>,
): (workspaceId: string, item: Item) => Promise<Facts> {
  const readAll = together((workspaceId: string, items: readonly Item[]) =>
    db.inScope({ workspaceId }, (tx) => Promise.allSettled(items.map((item) => read(tx, item)))),
  )
  return async (workspaceId, item) => {
    const outcome = await readAll(workspaceId, item)
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
}
