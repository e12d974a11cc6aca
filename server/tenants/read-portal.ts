import type { GuardReport } from '@/domain/runtime/guard-report'
import { noTenant } from '../accounts/find-member'
import type { Transaction } from '../db/client'
import type { RuntimePhaseSeen } from '../runtimes/read-runtime'
import { readUsage, type Usage, withoutCost } from './read-usage'
import { withUrl } from './tenant-url'

/** What a customer sees of their own tenant. It reads nothing that their scope does not show. */
export type Portal = {
  slug: string
  name: string
  url: string
  version: number | null
  phase: RuntimePhaseSeen
  reason: string | null
  observedAt: Date | null
  startedAt: Date | null
  usage: Usage
  guards: GuardReport | null
  engine: string
  sealed: boolean
}

export async function readPortal(tx: Transaction, slug: string, settings: { tenantUrl: string }): Promise<Portal> {
  const tenant = await tx.tenant.findUnique({
    where: { slug, kind: 'customer' },
    select: { id: true, slug: true, name: true },
  })
  if (tenant === null) throw noTenant(slug)
  const runtime = await tx.runtime.findUniqueOrThrow({ where: { tenantId: tenant.id } })
  return {
    ...withUrl(settings.tenantUrl)({ slug: tenant.slug, name: tenant.name }),
    version: runtime.observedVersion,
    phase: runtime.observedPhase as RuntimePhaseSeen,
    reason: runtime.observedReason,
    observedAt: runtime.observedAt,
    startedAt: runtime.startedAt,
    usage: withoutCost(await readUsage(tx, tenant.id)),
    guards: runtime.observedGuards as GuardReport | null,
    engine: runtime.engine,
    sealed: runtime.engine !== 'process',
  }
}
