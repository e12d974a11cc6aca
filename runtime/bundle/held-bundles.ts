import type { SignedBundle } from '@/domain/runtime/bundle'
import type { DrainingVersion } from '@/domain/runtime/door-messages'
import type { Plan } from '../interpreter/plan'
import type { Statements } from '../store/statements'

/** A conversation that has been quiet for this long goes on with the newest version. */
export const sessionOpenMs = 30 * 60_000
const plansKept = 4
const hourMs = 3_600_000

/**
 * The bundles that this tenant's runs and conversations began on, kept with their signatures: they are proven again each
 * time they are read back. One that was replaced stays until nothing goes on with it, or its time is over.
 */
export type HeldBundles = {
  /** It is the active one from now on; whatever was before it has been replaced. */
  activate(signed: SignedBundle, plan: Plan): void
  /** Null: it is not held, or can no longer be trusted. */
  planOf(digest: string): Plan | null
  /** Those that were replaced and are still in use. */
  draining(): DrainingVersion[]
  /** Lets go of what nothing needs, or whose time is over. Returns the digests. */
  letGo(): string[]
}

export type HeldBundlesDeps = {
  statements: Statements
  /** Verifies and prepares. Throws when it cannot be trusted or run. */
  prepare: (signed: SignedBundle) => Plan
  now: () => number
}

type Row = {
  digest: string
  version: number
  drain_hours: number
  replaced_at: number
  sessions: number
  runs: number
}

export function createHeldBundles({ statements, prepare, now }: HeldBundlesDeps): HeldBundles {
  const { rows, run, durably } = statements
  const plans = new Map<string, Plan>()

  const keep = (plan: Plan) => {
    plans.delete(plan.digest)
    plans.set(plan.digest, plan)
    const oldest = plans.keys().next()
    if (plans.size > plansKept && !oldest.done) plans.delete(oldest.value)
    return plan
  }

  const replaced = () =>
    rows<Row>(
      `SELECT b.digest, b.version, b.drain_hours, b.replaced_at,
         (SELECT count(*) FROM session s WHERE s.bundle_digest = b.digest AND s.updated_at > ?) AS sessions,
         (SELECT count(*) FROM run r WHERE r.bundle_digest = b.digest AND r.state IN ('running', 'waiting')) AS runs
       FROM bundle b WHERE b.replaced_at IS NOT NULL ORDER BY b.replaced_at DESC`,
      new Date(now() - sessionOpenMs).toISOString(),
    )
  const until = (row: Row) => row.replaced_at + row.drain_hours * hourMs

  return {
    activate(signed, plan) {
      keep(plan)
      const { version } = plan.bundle.blueprint
      durably(() => {
        run(
          `INSERT INTO bundle (digest, version, payload, signature, drain_hours) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (digest) DO UPDATE SET replaced_at = NULL`,
          signed.digest,
          version,
          signed.payload,
          signed.signature,
          plan.bundle.manifest.drainHours,
        )
        run('UPDATE bundle SET replaced_at = ? WHERE replaced_at IS NULL AND digest <> ?', now(), signed.digest)
      })
    },
    planOf(digest) {
      const known = plans.get(digest)
      if (known !== undefined) return keep(known)
      const [row] = rows<SignedBundle>('SELECT digest, payload, signature FROM bundle WHERE digest = ?', digest)
      if (row === undefined) return null
      try {
        return keep(prepare({ digest: row.digest, payload: row.payload, signature: row.signature }))
      } catch {
        return null
      }
    },
    draining: () =>
      replaced()
        .filter((row) => row.sessions + row.runs > 0)
        .slice(0, 50)
        .map((row) => ({
          version: row.version,
          bundleDigest: row.digest,
          sessions: row.sessions,
          runs: row.runs,
          until: new Date(until(row)).toISOString(),
        })),
    letGo() {
      const gone = replaced().filter((row) => row.sessions + row.runs === 0 || until(row) <= now())
      for (const { digest } of gone) {
        plans.delete(digest)
        run('DELETE FROM bundle WHERE digest = ?', digest)
      }
      return gone.map(({ digest }) => digest)
    },
  }
}
