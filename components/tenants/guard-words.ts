import type { GuardId, GuardResult } from '@/domain/runtime/guard-report'

/** Each wall, for people who did not build it: what was checked and what it means for them. */
export const guardWords: Record<GuardId, { title: string; meaning: string }> = {
  'no-capabilities': {
    title: 'No special powers',
    meaning: 'The agent holds none of the rights with which a program could change the machine.',
  },
  'no-new-privileges': {
    title: 'Cannot gain powers',
    meaning: 'Nothing that it starts can hold more rights than it has itself.',
  },
  seccomp: {
    title: 'System calls filtered',
    meaning: 'The operating system refuses the calls that an agent never needs.',
  },
  'not-root': {
    title: 'Not an administrator',
    meaning: 'It runs as an ordinary user, even inside its own environment.',
  },
  'loopback-only': {
    title: 'No network',
    meaning: 'It has no connection to the internet, to other customers, or to the machine around it.',
  },
  'read-only-root': {
    title: 'Program cannot be changed',
    meaning: 'Its own files are read-only; only its data can be written.',
  },
  'memory-limit': {
    title: 'Memory is bounded',
    meaning: 'It cannot take memory from its neighbours, nor they from it.',
  },
  'pids-limit': { title: 'Processes are bounded', meaning: 'It cannot flood the machine with processes.' },
  'no-secret-env': { title: 'No keys inside', meaning: 'No password or key is handed to it, so it has none to lose.' },
  'broker-identity': {
    title: 'Known by its own door',
    meaning: 'Every call it makes is counted as this customer’s, and can be no other’s.',
  },
  'bundle-signature': {
    title: 'Signed instructions',
    meaning: 'It runs only what the builder published, checked by signature.',
  },
}

type GuardTally = { passed: number; waived: number; failed: number; total: number }

export function tallyGuards(results: readonly GuardResult[]): GuardTally {
  const count = (outcome: GuardResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  return { passed: count('passed'), waived: count('waived'), failed: count('failed'), total: results.length }
}

/** One honest sentence over the list: it never says "sealed" when a wall was waived. */
export function guardSummary(tally: GuardTally): string {
  if (tally.total === 0) return 'Not checked yet: the walls are checked each time the agent starts.'
  if (tally.failed > 0) return `${tally.failed} of ${tally.total} walls failed, so the agent was not let into service.`
  if (tally.waived > 0)
    return `${tally.passed} of ${tally.total} walls stand; ${tally.waived} cannot be built by this engine.`
  return `All ${tally.total} walls were checked and stand.`
}
