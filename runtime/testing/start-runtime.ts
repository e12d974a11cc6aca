import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { guardIds } from '@/domain/runtime/guard-report'
import { bundleKey, ids } from './bundles'
import type { TestHost } from './test-host'

/** All guards that a plain child process of a test cannot meet. */
export const waivedOutsideContainers = guardIds.filter(
  (id) => !['no-secret-env', 'broker-identity', 'bundle-signature'].includes(id),
)

export type RunningRuntime = {
  child: ChildProcess
  /** Exit code, or the signal's name. */
  ended: Promise<number | string | null>
  output: () => string
}

/** Starts what was built into this folder as an engine does: Node's flags from start.json, and the boot environment alone. */
export function startRuntime(folder: string, host: TestHost, env: Record<string, string> = {}): RunningRuntime {
  const { nodeArgs } = JSON.parse(readFileSync(resolve(folder, 'start.json'), 'utf8')) as { nodeArgs: string[] }
  const child = spawn(process.execPath, [...nodeArgs, resolve(folder, 'runtime.mjs')], {
    env: bootEnv({
      BULKHEAD_RUNTIME_ID: host.runtimeId,
      BULKHEAD_TENANT_ID: ids.tenant,
      BULKHEAD_GENERATION: '1',
      BULKHEAD_DOORS: host.doors,
      BULKHEAD_DATA: host.data,
      BULKHEAD_BUNDLE_KEY: bundleKey,
      BULKHEAD_WAIVED_GUARDS: waivedOutsideContainers.join(','),
      ...env,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk
    })
  }
  const ended = new Promise<number | string | null>((settle) =>
    child.once('exit', (code, signal) => settle(code ?? signal)),
  )
  return { child, ended, output: () => output }
}

/** Next's types demand a NODE_ENV of every environment; a runtime is started without. */
const bootEnv = (env: Record<string, string>) => env as Record<string, string> & { NODE_ENV: 'test' }
