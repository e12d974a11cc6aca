import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ms, percentile, type Row, times } from '../report'
import { echo } from './drawings'
import { serve } from './serving'

const warmUp = 100
const turns = 500

/**
 * A message and its answer with a model that needs no time, against the least that such a thing takes: one HTTP round trip
 * to another process that writes one row durably.
 */
export async function measureTurns(): Promise<{ rows: Row[]; detail: unknown }> {
  const serving = await serve(echo)
  serving.host.broker.pieceMs = 0
  const ours = await timed((nth) => serving.post('/v1/messages', { session: `s${nth % 50}`, content: 'Good morning' }))
  await serving.remove()
  const bare = await withBareServer((post) => timed(post))
  const [p50, p95] = [percentile(ours, 0.5), percentile(ours, 0.95)]
  const row: Row = {
    measure: `a turn without its model, through HTTP, p50 / p95 of ${turns}`,
    value: `${ms(p50)} / ${ms(p95)}`,
    baseline: `${ms(percentile(bare, 0.5))} / ${ms(percentile(bare, 0.95))} node:http and one durable commit alone`,
    ratio: times(p50 / percentile(bare, 0.5)),
    expected: 'p50 < 5 ms',
  }
  return { rows: [row], detail: { ours, bare } }
}

async function timed(turn: (nth: number) => Promise<unknown>): Promise<number[]> {
  for (let nth = 0; nth < warmUp; nth += 1) await turn(nth)
  const took: number[] = []
  for (let nth = 0; nth < turns; nth += 1) {
    const startedAt = performance.now()
    await turn(nth)
    took.push(performance.now() - startedAt)
  }
  return took
}

async function withBareServer<T>(work: (post: () => Promise<unknown>) => Promise<T>): Promise<T> {
  const folder = mkdtempSync('/tmp/bh-bench-')
  const socketPath = join(folder, 'bare.sock')
  const script = join(process.cwd(), 'bench', 'plain-commit.mjs')
  const child = spawn(process.execPath, [script, socketPath, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((listening) => child.stdout.once('data', listening))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const body = JSON.stringify({ session: 's', content: 'Good morning' })
  const post = () =>
    new Promise((done, fail) => {
      const outgoing = request({ agent, socketPath, method: 'POST' }, (response) => text(response).then(done, fail))
      outgoing.once('error', fail)
      outgoing.end(body)
    })
  try {
    return await work(post)
  } finally {
    agent.destroy()
    child.kill()
    rmSync(folder, { recursive: true })
  }
}
