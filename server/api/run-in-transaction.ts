import type { Transaction } from '../db/client'
import { inScope } from '../db/scope'
import type { PublishedHint } from '../live/hints'
import type { Services } from './services'

/** Tells live screens that something changed. It leaves only after the commit: whoever reads then sees the change. */
export type Announce = (hint: PublishedHint) => void

type Outcome = { ok: boolean; error?: unknown }

/**
 * One transaction per call. tRPC hands a failed procedure back as a value: it is thrown here, so that the transaction
 * is rolled back whole.
 */
export async function runInTransaction<T extends Outcome>(
  services: Services,
  personId: string,
  work: (tx: Transaction, announce: Announce) => Promise<T>,
): Promise<T> {
  const hints: PublishedHint[] = []
  const result = await inScope(services.db, { userId: personId }, async (tx) => {
    const outcome = await work(tx, (hint) => hints.push(hint))
    if (!outcome.ok) throw outcome.error
    return outcome
  })
  for (const hint of hints) services.hints.publisher.publish(hint)
  return result
}
