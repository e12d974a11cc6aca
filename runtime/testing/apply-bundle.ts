import type { Bundle } from '@/domain/runtime/bundle'
import { bundleOf, signBundle } from './bundles'
import type { TestHost } from './test-host'

export async function applyBundle(host: TestHost, bundle: Bundle, generation = 1): Promise<void> {
  host.send({ type: 'apply-bundle', generation, bundle: signBundle(bundle) })
  const applied = await host.take('bundle-applied')
  if (applied.generation !== generation) throw new Error(`${applied.generation} was applied instead of ${generation}`)
}

/** What `compileForTest` gives, for the tenant that the test host knows. */
export function forTestTenant(bundle: Bundle, version = 1): Bundle {
  const { workspaceId, tenant } = bundleOf([])
  return { ...bundle, workspaceId, tenant, blueprint: { ...bundle.blueprint, version } }
}
