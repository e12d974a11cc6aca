import { Anchor, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'

type PortalTenant = { workspace: { slug: string; name: string }; tenant: { slug: string; name: string } }

export function PortalList({ tenants }: { tenants: readonly PortalTenant[] }) {
  if (tenants.length === 0) {
    return (
      <EmptyState icon={Anchor} title="Nothing is yours here yet">
        Your account belongs to no workspace and no agent at the moment. Whoever invited you can add you again.
      </EmptyState>
    )
  }
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl">Your agents</h1>
      <ul className="flex flex-col gap-2.5">
        {tenants.map(({ workspace, tenant }) => (
          <li key={`${workspace.slug}/${tenant.slug}`}>
            <Link
              href={`/portal/${workspace.slug}/${tenant.slug}`}
              className="flex items-center justify-between gap-4 rounded-xl border border-border bg-surface px-5 py-4 transition-colors hover:border-border-strong"
            >
              <span className="min-w-0">
                <span className="block truncate font-medium">{tenant.name}</span>
                <span className="block truncate text-muted text-xs">from {workspace.name}</span>
              </span>
              <ChevronRight className="size-4 text-muted" aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
