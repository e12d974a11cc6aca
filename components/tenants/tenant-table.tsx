'use client'

import { ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { RuntimeState } from './runtime-state'
import type { TenantSummary } from './use-tenants'
import { VersionState } from './version-state'

export function TenantTable({ tenants, workspace }: { tenants: readonly TenantSummary[]; workspace: string }) {
  return (
    <div className="rounded-xl border border-border bg-surface">
      <Table aria-label="Tenants">
        <TableHead>
          <tr>
            <TableHeader>Tenant</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader>Version</TableHeader>
            <TableHeader>Blueprint</TableHeader>
            <TableHeader>Address</TableHeader>
          </tr>
        </TableHead>
        <tbody>
          {tenants.map((tenant) => (
            <TableRow key={tenant.id} className="transition-colors hover:bg-background">
              <TableCell className="max-w-40 sm:max-w-64">
                <Link
                  href={`/w/${workspace}/tenants/${tenant.slug}`}
                  className="block truncate font-medium hover:underline"
                >
                  {tenant.name}
                </Link>
                {tenant.reason && tenant.phase !== 'ready' && (
                  <span className="block truncate text-muted text-xs" title={tenant.reason}>
                    {tenant.reason}
                  </span>
                )}
              </TableCell>
              <TableCell>
                <RuntimeState phase={tenant.phase} observedAt={tenant.observedAt} removing={tenant.removing} />
              </TableCell>
              <TableCell>
                <VersionState version={tenant.version} desiredVersion={tenant.desiredVersion} />
              </TableCell>
              <TableCell className="max-w-48 truncate">
                <Link
                  href={`/w/${workspace}/blueprints/${tenant.blueprint.id}`}
                  className="text-muted hover:text-text hover:underline"
                >
                  {tenant.blueprint.name}
                </Link>
              </TableCell>
              <TableCell>
                <a
                  href={tenant.url}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex items-center gap-1.5 whitespace-nowrap text-accent hover:underline"
                >
                  {shortUrl(tenant.url)}
                  <ExternalLink className="size-3.5" aria-hidden />
                  <span className="sr-only">(opens in a new tab)</span>
                </a>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

export function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}
