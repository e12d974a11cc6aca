import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpuSeconds } from '../proc'
import { ms, percentile, type Row, times } from '../report'
import { echo } from './drawings'
import { serve } from './serving'

const boots = 7

export async function measureBoot(): Promise<{ rows: Row[]; detail: unknown }> {
  const asProcess: number[] = []
  const cpu: number[] = []
  const bareNode: number[] = []
  for (let boot = 0; boot < boots; boot += 1) {
    const startedAt = performance.now()
    const serving = await serve(echo)
    asProcess.push(performance.now() - startedAt)
    cpu.push((await cpuSeconds(serving.pid)) * 1_000)
    await serving.remove()
    bareNode.push(await startNode())
  }
  const inAll: Row = {
    measure: `cold boot to ready, as a process (start, guards, store, bundle, gateway dialled), p50 of ${boots}`,
    value: ms(percentile(asProcess, 0.5)),
    baseline: `${ms(percentile(bareNode, 0.5))} node that does nothing`,
    ratio: times(percentile(asProcess, 0.5) / percentile(bareNode, 0.5)),
    expected: '',
  }
  // What a busy machine does not change much, and what a container with half a core waits for twice.
  const cpuOnly: Row = {
    measure: 'the same, CPU time alone',
    value: ms(percentile(cpu, 0.5)),
    baseline: '',
    ratio: '',
    expected: '',
  }
  return { rows: [inAll, cpuOnly], detail: { asProcess, cpu, bareNode } }
}

async function startNode(): Promise<number> {
  const startedAt = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - startedAt
}
