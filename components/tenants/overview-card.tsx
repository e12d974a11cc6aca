import { Box } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { ErrorNotice } from '@/components/ui/error-notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { InHand } from './in-hand'
import { RuntimeState } from './runtime-state'
import { runtimeStatuses } from './runtime-status'
import { TenantAddress } from './tenant-address'
import type { TenantDetail } from './use-tenants'
import { VersionState } from './version-state'

export function OverviewCard({ tenant, workspace }: { tenant: TenantDetail; workspace: string }) {
  const { phase, reason, blueprint } = tenant
  const bad = phase === 'crashed' || phase === 'refused'
  const answers = phase === 'ready' || phase === 'updating'
  return (
    <Card className="p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <TenantAddress url={tenant.url} />
        <RuntimeState phase={phase} observedAt={tenant.observedAt} removing={tenant.removing} />
      </div>
      {bad ? (
        <ErrorNotice title={runtimeStatuses[phase].meaning} className="mt-4">
          {reason ?? 'No reason was recorded.'}
        </ErrorNotice>
      ) : (
        <p className="mt-2 text-muted">{reason ?? waitingFor(tenant) ?? runtimeStatuses[phase].meaning}</p>
      )}
      <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-4 border-border border-t pt-4 sm:grid-cols-4">
        <Fact label="Version">
          <VersionState version={tenant.version} desiredVersion={tenant.desiredVersion} />
        </Fact>
        <Fact label="Blueprint">
          <Link href={`/w/${workspace}/blueprints/${blueprint.id}`} className="text-accent hover:underline">
            {blueprint.name}
          </Link>
        </Fact>
        <Fact label="Running since">
          {tenant.startedAt && answers ? <RelativeTime at={tenant.startedAt} /> : 'not running'}
        </Fact>
        <Fact label="Engine">
          <span className="inline-flex items-center gap-1.5">
            <Box className="size-3.5 text-muted" aria-hidden />
            {tenant.engine}
          </span>
        </Fact>
      </dl>
      <InHand tenant={tenant} />
    </Card>
  )
}

function waitingFor({ desiredVersion, phase, blueprint }: TenantDetail): string | null {
  if (desiredVersion !== null || phase !== 'pending') return null
  return `${blueprint.name} has no version yet. Publish one and roll it out: that starts this tenant.`
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 truncate font-medium">{children}</dd>
    </div>
  )
}
