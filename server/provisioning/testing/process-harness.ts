import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineFolders } from '../port'
import { createProcessEngine, type ProcessEngineOptions } from '../process/process-engine'
import type { EngineHarness } from './engine-harness'
import { driveFixtures, type FixtureDriver, makeFixtureDist } from './fixture-driver'
import { makeRequest } from './make-request'

export type ProcessHarness = EngineHarness &
  FixtureDriver & {
    folders: EngineFolders
    options: Pick<ProcessEngineOptions, 'folders' | 'installation' | 'runtimeDist'>
  }

export async function makeProcessHarness(): Promise<ProcessHarness> {
  const root = await mkdtemp(join(tmpdir(), 'bulkhead-process-'))
  // A tenant's own user must come through.
  await chmod(root, 0o711)
  const folders = { doors: join(root, 'doors'), data: join(root, 'data') }
  const options = { folders, installation: 'ours', runtimeDist: await makeFixtureDist(join(root, 'dist')) }
  const engine: EngineHarness['engine'] = (choice = {}) => createProcessEngine({ ...options, ...choice })
  const image = await engine().resolveImage()
  return {
    ...driveFixtures(folders),
    folders,
    options,
    engine,
    missingImage: `process-runtime:${'0'.repeat(24)}`,
    request: (differing) => makeRequest(image, differing),
    count: countProcesses,
    // Nothing is held open: each look is a new one.
    cutEventStream: null,
    async dispose() {
      // What a failed test has left behind.
      for (const installation of ['ours', 'neighbour']) {
        const left = engine({ installation })
        for (const { runtimeId } of await left.list()) await left.remove(runtimeId, { graceMs: 0, keepData: false })
      }
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Processes that carry the runtime's id in their environment: those that run, not those that start or are over. */
async function countProcesses(runtimeId: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const environments = pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''))
  return (await Promise.all(environments)).filter((text) => text.includes(`BULKHEAD_RUNTIME_ID=${runtimeId}\0`)).length
}
