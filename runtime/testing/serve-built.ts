import type { Bundle } from '@/domain/runtime/bundle'
import { applyBundle } from './apply-bundle'
import { startBuiltRuntime } from './run-runtime'
import type { RunningRuntime } from './start-runtime'
import type { TestHost } from './test-host'

/** Starts the runtime that this test has built, with this bundle. Ready when it returns. */
export async function serveBuilt(host: TestHost, bundle: Bundle, generation = 1): Promise<RunningRuntime> {
  const runtime = startBuiltRuntime(host)
  await host.take('hello')
  await applyBundle(host, bundle, generation)
  return runtime
}
