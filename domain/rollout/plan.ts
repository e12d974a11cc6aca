import type { BlueprintDocument, RuntimeNeeds } from '../blueprint/document'
import { resolveSlots } from '../blueprint/slots'

export type RolloutKind = 'version' | 'redeploy'

/** `hot`: swapped while it serves. `cold`: replaced or restarted. `none`: there already. `blocked`: would fail. */
export type RolloutPath = 'hot' | 'cold' | 'none' | 'blocked'

export type PlannedTenant = {
  id: string
  slug: string
  name: string
  slotValues: Readonly<Record<string, unknown>>
  runtime: {
    phase: string
    /** What it was last seen to run, and what that version asks of its container. Null: it never ran. */
    version: number | null
    needs: RuntimeNeeds | null
    desiredVersion: number | null
  }
}

export type RolloutPlanInput = {
  kind: RolloutKind
  version: { number: number; document: Pick<BlueprintDocument, 'runtime' | 'slots'> }
  tenants: readonly PlannedTenant[]
}

export type TenantPlan = {
  tenantId: string
  slug: string
  name: string
  path: RolloutPath
  /** A sentence for people. */
  why: string
  /** What it runs now. */
  fromVersion: number | null
}

export type RolloutPlan = {
  kind: RolloutKind
  version: number
  tenants: TenantPlan[]
  counts: Record<RolloutPath, number>
  /** The version that most of the tenants run now: what a rollback would return to. */
  rollbackTo: number | null
}

/** What a rollout would do to whom, before anything moves. Pure: the same for the preview and for the start. */
export function planRollout(input: RolloutPlanInput): RolloutPlan {
  const tenants = input.tenants.map((tenant) => planTenant(input, tenant))
  const counts: RolloutPlan['counts'] = { hot: 0, cold: 0, none: 0, blocked: 0 }
  for (const tenant of tenants) counts[tenant.path] += 1
  return {
    kind: input.kind,
    version: input.version.number,
    tenants,
    counts,
    rollbackTo: mostCommonVersion(input),
  }
}

function planTenant(input: RolloutPlanInput, tenant: PlannedTenant): TenantPlan {
  const { path, why } = choosePath(input, tenant)
  return {
    tenantId: tenant.id,
    slug: tenant.slug,
    name: tenant.name,
    path,
    why,
    fromVersion: tenant.runtime.version,
  }
}

function choosePath({ kind, version }: RolloutPlanInput, tenant: PlannedTenant): { path: RolloutPath; why: string } {
  const { problems } = resolveSlots(version.document.slots, tenant.slotValues)
  const { runtime } = tenant
  if (problems.length > 0) return { path: 'blocked', why: problems.map((problem) => problem.message).join(' ') }
  if (runtime.version === null || runtime.needs === null) return { path: 'cold', why: 'It starts for the first time.' }
  if (kind === 'redeploy') return { path: 'cold', why: 'It is restarted, because a redeploy restarts everyone.' }
  const changed = changedNeeds(runtime.needs, version.document.runtime)
  if (changed.length > 0) return { path: 'cold', why: `Its container is replaced: ${changed.join(', ')}.` }
  if (runtime.phase !== 'ready')
    return { path: 'cold', why: `It is not running now (${runtime.phase}), so it is started.` }
  if (runtime.version === version.number && runtime.desiredVersion === version.number) {
    return { path: 'none', why: `It runs v${version.number} already.` }
  }
  return { path: 'hot', why: 'It is updated while it serves.' }
}

function changedNeeds(from: RuntimeNeeds, to: RuntimeNeeds): string[] {
  const changed: string[] = []
  if (from.image !== to.image) changed.push(`image ${from.image} → ${to.image}`)
  if (from.memoryMb !== to.memoryMb) changed.push(`memory ${from.memoryMb} MB → ${to.memoryMb} MB`)
  if (from.cpus !== to.cpus) changed.push(`CPU ${from.cpus} → ${to.cpus}`)
  return changed
}

function mostCommonVersion({ tenants, version }: RolloutPlanInput): number | null {
  const counts = new Map<number, number>()
  for (const { runtime } of tenants) {
    if (runtime.version === null || runtime.version === version.number) continue
    counts.set(runtime.version, (counts.get(runtime.version) ?? 0) + 1)
  }
  const ranked = [...counts].sort(([a, inA], [b, inB]) => inB - inA || b - a)
  return ranked[0]?.[0] ?? null
}
