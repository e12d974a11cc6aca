export type Draining = { version: number; sessions: number; runs: number; until: Date }

const time = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** "v3 still finishes 2 conversations and 1 run, until 24 Dec, 18:00" */
export function drainingWords({ version, sessions, runs, until }: Draining): string {
  return `v${version} still finishes ${workWords(sessions, runs)}, until ${time.format(until)}`
}

/** Of many tenants, one sentence a version: "v3 still finishes 12 conversations at 5 tenants, until 24 Dec, 18:00". */
export function drainingSummary(targets: readonly { draining: readonly Draining[] }[]): string[] {
  const sums = new Map<number, Draining & { tenants: number }>()
  for (const { draining } of targets) {
    for (const { version, sessions, runs, until } of draining) {
      const sum = sums.get(version) ?? { version, sessions: 0, runs: 0, until, tenants: 0 }
      sum.sessions += sessions
      sum.runs += runs
      sum.tenants += 1
      if (until > sum.until) sum.until = until
      sums.set(version, sum)
    }
  }
  return [...sums.values()]
    .sort((a, b) => b.version - a.version)
    .map(({ version, sessions, runs, until, tenants }) => {
      const where = counted(tenants, 'tenant', 'tenants')
      return `v${version} still finishes ${workWords(sessions, runs)} at ${where}, until ${time.format(until)} at the latest`
    })
}

function workWords(sessions: number, runs: number): string {
  const parts = []
  if (sessions > 0) parts.push(counted(sessions, 'conversation', 'conversations'))
  if (runs > 0) parts.push(counted(runs, 'run', 'runs'))
  return parts.join(' and ')
}

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
