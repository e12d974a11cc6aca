import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Docker from 'dockerode'
import { applyBundle } from '@/runtime/testing/apply-bundle'
import { bundleKey, ids } from '@/runtime/testing/bundles'
import { createTestHost } from '@/runtime/testing/test-host'
import { createDockerEngine } from '@/server/provisioning/docker/docker-engine'
import { memoryOf } from '../proc'
import { ms, percentile, type Row, times } from '../report'
import { echo } from './drawings'
import { memoryRow, quietMs } from './memory'
import { builtRuntime } from './serving'

const boots = 6
const installation = `bench-${process.pid}`

type Booted = { pid: number; readyMs: number; engineMs: number }
type Undo = () => Promise<unknown>

/** In containers as customers have them, side by side: how soon they are ready, and what they weigh when nothing happens. */
export async function measureSealed(): Promise<{ rows: Row[]; detail: unknown }> {
  const undo: Undo[] = []
  try {
    const booted: Booted[] = []
    for (let boot = 0; boot < boots; boot += 1) booted.push(await bootSealed(undo))
    await pause(quietMs)
    const memory = await Promise.all(booted.map(({ pid }) => memoryOf(pid)))
    const [ready, engine] = [booted.map(({ readyMs }) => readyMs), booted.map(({ engineMs }) => engineMs)]
    return {
      rows: [bootRow(percentile(ready, 0.5), percentile(engine, 0.5)), memoryRow('idle runtime, in Docker', memory)],
      detail: { booted, memory },
    }
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

const bootRow = (readyMs: number, engineMs: number): Row => ({
  measure: `cold boot to ready in Docker, from when the container has started, p50 of ${boots}`,
  value: ms(readyMs),
  baseline: `${ms(engineMs)} Docker's own create + start before that`,
  ratio: times(readyMs / engineMs),
  expected: '< 300 ms',
})

async function bootSealed(undo: Undo[]): Promise<Booted> {
  const host = await createTestHost(randomUUID())
  undo.push(host.remove)
  const { runtimeId } = host
  const engine = createDockerEngine({
    folders: { doors: join(host.folder, 'd'), data: join(host.folder, 'data') },
    installation,
    runtimeDist: builtRuntime,
  })
  const image = await engine.resolveImage()
  const who = { runtimeId, workspaceId: ids.workspace, tenantId: ids.tenant, tenantSlug: 'acme', bundleKey }
  undo.push(() => engine.remove(runtimeId, { graceMs: 0, keepData: false }))
  const askedAt = performance.now()
  await engine.ensure({ ...who, generation: 1, image, memoryMb: 256, cpus: 0.5, pids: 64 })
  const engineMs = performance.now() - askedAt
  await host.take('hello')
  await applyBundle(host, echo)
  const readyAt = Date.now()
  const { State } = await stateOf(runtimeId)
  return { pid: State.Pid, readyMs: readyAt - Date.parse(State.StartedAt), engineMs }
}

async function stateOf(runtimeId: string) {
  const docker = new Docker()
  const label = [`dev.bulkhead.installation=${installation}`, `dev.bulkhead.runtime=${runtimeId}`]
  const [found] = await docker.listContainers({ filters: { label } })
  if (found === undefined) throw new Error(`Docker has no container of ${runtimeId}`)
  return docker.getContainer(found.Id).inspect()
}
