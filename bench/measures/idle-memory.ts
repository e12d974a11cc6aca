import Docker from 'dockerode'
import type { Fleet } from '../fleet'
import { memoryOf } from '../proc'
import { percentile, type Row } from '../report'

/** Proportional set size of each idle runtime's process. */
export async function measureIdleMemory(fleet: Fleet): Promise<{ rows: Row[]; detail: unknown }> {
  const docker = new Docker()
  const label = `dev.bulkhead.installation=${fleet.settings.installation}`
  const containers = await docker.listContainers({ filters: { label: [label] } })
  const memory = await Promise.all(
    containers.map(async ({ Id }) => memoryOf((await docker.getContainer(Id).inspect()).State.Pid)),
  )
  const megabytes = memory.map(({ pss }) => pss)
  const row: Row = {
    measure: `memory of an idle tenant, PSS, p50 / p95 of ${megabytes.length}`,
    value: `${percentile(megabytes, 0.5).toFixed(1)} / ${percentile(megabytes, 0.95).toFixed(1)} MB`,
    baseline: '',
    ratio: '',
    expected: '< 40 MB',
  }
  return { rows: [row], detail: { megabytes } }
}
