import { mkdtempSync, rmSync } from 'node:fs'
import type { StoredEvent } from '@/runtime/runs/run-record'
import { openStore } from '@/runtime/store/open-store'
import { createRunEvents } from '@/runtime/store/run-events'
import { statementsOf } from '@/runtime/store/statements'
import { cpuSeconds } from '../proc'
import { type Row, times } from '../report'
import { quickSteps } from './drawings'
import { type Serving, serve } from './serving'

const items = 2_000
const rounds = 5

/** Quick blocks through the whole interpreter, against the bare writing of the same events in as many transactions. */
export async function measureSteps(): Promise<{ rows: Row[]; detail: unknown }> {
  const serving = await serve(quickSteps)
  const ours = []
  for (let round = 0; round < rounds; round += 1) ours.push(await runOnce(serving))
  await serving.stop()
  const best = ours.reduce((a, b) => (a.ms < b.ms ? a : b))
  const bareMs = writeBare(serving)
  await serving.remove()
  const perSecond = (best.steps / best.ms) * 1_000
  const perCpuSecond = Math.max(...ours.map(({ steps, cpu }) => steps / cpu))
  return {
    rows: [
      {
        measure: `interpreter with durable writes, steps a second (best of ${rounds}; ${best.steps} steps a run)`,
        value: perSecond.toFixed(0),
        baseline: `${((best.steps / bareMs) * 1_000).toFixed(0)} bare inserts of the same events`,
        ratio: times(bareMs / best.ms),
        expected: '> 5,000',
      },
      {
        measure: 'the same, steps a second of CPU time',
        value: perCpuSecond.toFixed(0),
        baseline: '',
        ratio: '',
        expected: '',
      },
    ],
    detail: { ours, bareMs },
  }
}

async function runOnce({ host, pid, post }: Serving) {
  const payload = Array.from({ length: items }, (_, index) => index)
  const before = await cpuSeconds(pid)
  await post('/v1/webhook', { event: 'go', payload })
  const cpu = (await cpuSeconds(pid)) - before
  const turn = (await host.take('telemetry')).turns[0]
  if (turn?.steps === undefined) throw new Error('The runtime has not told how many steps it took')
  return { ms: turn.durationMs, steps: turn.steps, cpu }
}

/** The best of as many rounds, on a store of its own that is encrypted and synced as the runtime's. */
function writeBare({ host }: Serving): number {
  const key = host.broker.storeKey
  const source = openStore(host.data, key)
  const events = createRunEvents(statementsOf(source)).read(1)
  source.close()
  const groups = transactionsOf(events)
  const folder = mkdtempSync('/tmp/bh-bench-')
  const store = openStore(folder, key)
  const statements = statementsOf(store)
  const target = createRunEvents(statements)
  statements.run(`INSERT INTO session (id, bundle_digest, created_at, updated_at) VALUES ('s', '', '', '')`)
  // The first durable write is what makes the following ones as the runtime's are.
  statements.durably(() => undefined)
  let best = Number.POSITIVE_INFINITY
  for (let run = 1; run <= rounds; run += 1) {
    statements.run(
      `INSERT INTO run (id, session_id, bundle_digest, blueprint_version, trigger, state, started_at)
       VALUES (?, 's', '', 1, 'null', 'running', 0)`,
      `run ${run}`,
    )
    const startedAt = performance.now()
    for (const group of groups) {
      statements.together(() => {
        for (const event of group) target.append(run, event)
      })
    }
    best = Math.min(best, performance.now() - startedAt)
  }
  store.close()
  rmSync(folder, { recursive: true })
  return best
}

/** The journal is written before each step begins. */
function transactionsOf(events: readonly StoredEvent[]): StoredEvent[][] {
  const groups: StoredEvent[][] = [[]]
  for (const event of events) {
    groups.at(-1)?.push(event)
    if (event.type === 'started') groups.push([])
  }
  return groups
}
