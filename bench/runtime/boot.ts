import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ms, percentile, type Row, times } from '../report'
import { echo } from './drawings'
import { serve } from './serving'

const boots = 7

export async function measureBoot(): Promise<{ rows: Row[]; detail: unknown }> {
  const asProcess: number[] = []
  const bareNode: number[] = []
  for (let boot = 0; boot < boots; boot += 1) {
    const startedAt = performance.now()
    const serving = await serve(echo)
    asProcess.push(performance.now() - startedAt)
    await serving.remove()
    bareNode.push(await startNode())
  }
  const row: Row = {
    measure: `cold boot to ready, as a process (start, guards, store, bundle, gateway dialled), p50 of ${boots}`,
    value: ms(percentile(asProcess, 0.5)),
    baseline: `${ms(percentile(bareNode, 0.5))} node that does nothing`,
    ratio: times(percentile(asProcess, 0.5) / percentile(bareNode, 0.5)),
    expected: '',
  }
  return { rows: [row], detail: { asProcess, bareNode } }
}

async function startNode(): Promise<number> {
  const startedAt = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - startedAt
}
