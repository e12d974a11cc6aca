import type { Bundle } from '@/domain/runtime/bundle'
import { bundleOf, signBundle } from './bundles'
import { type RunningRuntime, startBuiltRuntime } from './run-runtime'
import type { TestHost } from './test-host'

/** Starts the built runtime with this bundle. Ready when it returns. */
export async function serveBuilt(host: TestHost, bundle: Bundle, generation = 1): Promise<RunningRuntime> {
  const runtime = startBuiltRuntime(host)
  await host.take('hello')
  await applyBundle(host, bundle, generation)
  return runtime
}

export async function applyBundle(host: TestHost, bundle: Bundle, generation: number): Promise<void> {
  host.send({ type: 'apply-bundle', generation, bundle: signBundle(bundle) })
  const applied = await host.take('bundle-applied')
  if (applied.generation !== generation) throw new Error(`${applied.generation} was applied instead of ${generation}`)
}

/** What `compileForTest` gives, for the tenant that the test host knows. */
export function forTestTenant(bundle: Bundle, version = 1): Bundle {
  const { workspaceId, tenant } = bundleOf([])
  return { ...bundle, workspaceId, tenant, blueprint: { ...bundle.blueprint, version } }
}
