'use client'

import { Plus, Search, Users, X } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useDeferredValue, useState } from 'react'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useNewDialog } from '@/components/shell/use-new-dialog'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { LiveIndicator } from '@/components/ui/live-indicator'
import { CreateTenantDialog } from './create-tenant-dialog'
import { searchTenants } from './search-tenants'
import { TenantTable } from './tenant-table'
import { type TenantSummary, useTenants } from './use-tenants'

export function TenantsScreen({ workspace }: { workspace: string }) {
  const { query, liveStatus } = useTenants(workspace)
  const dialog = useNewDialog()
  const create = (
    <Button variant="primary" onClick={() => dialog.setOpen(true)}>
      <Plus aria-hidden />
      New tenant
    </Button>
  )
  return (
    <PageColumn>
      <PageHeader
        title="Tenants"
        description="One customer each, in an environment of their own."
        actions={
          <>
            <LiveIndicator status={liveStatus} />
            {create}
          </>
        }
      />
      <QueryView query={query} what="tenants">
        {(tenants) =>
          tenants.length === 0 ? (
            <EmptyState icon={Users} title="Bring in your first customer" action={create}>
              A tenant gets an address of its own and a sealed environment that runs your blueprint. It takes a name and
              a few seconds.
            </EmptyState>
          ) : (
            <FoundTenants tenants={tenants} workspace={workspace} />
          )
        }
      </QueryView>
      <CreateTenantDialog workspace={workspace} open={dialog.open} onOpenChange={dialog.setOpen} />
    </PageColumn>
  )
}

function FoundTenants({ tenants, workspace }: { tenants: readonly TenantSummary[]; workspace: string }) {
  const [text, setText] = useState('')
  const router = useRouter()
  const pathname = usePathname()
  const blueprintId = useSearchParams().get('blueprint')
  const found = searchTenants(tenants, useDeferredValue(text), blueprintId)
  const blueprint = tenants.find((tenant) => tenant.blueprint.id === blueprintId)?.blueprint.name
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <div className="relative w-full max-w-xs">
          <Search
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-muted"
            aria-hidden
          />
          <Input
            type="search"
            aria-label="Search tenants"
            placeholder="Search by name, slug, state…"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="pl-8.5"
          />
        </div>
        {blueprintId && (
          <Button size="sm" onClick={() => router.replace(pathname)}>
            {blueprint ?? 'One blueprint'}
            <X aria-hidden />
            <span className="sr-only">: show all blueprints</span>
          </Button>
        )}
        <p className="text-muted text-xs" aria-live="polite">
          {found.length === tenants.length ? `${tenants.length} in all` : `${found.length} of ${tenants.length}`}
        </p>
      </div>
      {found.length > 0 ? (
        <TenantTable tenants={found} workspace={workspace} />
      ) : (
        <p className="py-10 text-center text-muted">No tenant matches. Clear the search to see all {tenants.length}.</p>
      )}
    </>
  )
}
