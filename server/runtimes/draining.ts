/** A version that was replaced and still finishes what began on it. */
export type Draining = { version: number; sessions: number; runs: number; until: Date }

/** As `recordStatus` keeps it. */
export type KeptDraining = { version: number; sessions: number; runs: number; until: string }

/** What is really still going on: not what is empty, and not what must have been let go of. */
export function openDraining(kept: readonly KeptDraining[], now = Date.now()): Draining[] {
  return kept
    .map(({ version, sessions, runs, until }) => ({ version, sessions, runs, until: new Date(until) }))
    .filter(({ sessions, runs, until }) => sessions + runs > 0 && until.getTime() > now)
}
