'use client'

import Link from 'next/link'
import type { Outputs } from '@/components/shell/api-types'
import { StatusBadge } from '@/components/ui/status-badge'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { targetDraining, targetDuration } from './target-label'
import { pathWords, targetStatuses } from './target-status'

export type RolloutTarget = Outputs['rollout']['get']['targets'][number]

type TargetListProps = { targets: readonly RolloutTarget[]; workspace: string }

export function TargetList({ targets, workspace }: TargetListProps) {
  return (
    <div className="rounded-xl border border-border bg-surface">
      <Table aria-label="Tenants of this rollout">
        <TableHead>
          <tr>
            <TableHeader>Tenant</TableHeader>
            <TableHeader>State</TableHeader>
            <TableHeader>How</TableHeader>
            <TableHeader>Took</TableHeader>
            <TableHeader>Reason, and what is left</TableHeader>
          </tr>
        </TableHead>
        <tbody>
          {targets.map((target) => (
            <TableRow key={target.id}>
              <TableCell className="py-2 font-medium">
                <Link
                  href={`/w/${workspace}/tenants/${target.tenant.slug}`}
                  prefetch={false}
                  className="hover:underline"
                >
                  {target.tenant.name}
                </Link>
              </TableCell>
              <TableCell className="py-2">
                <StatusBadge status={targetStatuses[target.state]} />
              </TableCell>
              <TableCell className="py-2 text-muted">{target.path ? pathWords[target.path].word : '–'}</TableCell>
              <TableCell className="whitespace-nowrap py-2 text-muted">{targetDuration(target) ?? '–'}</TableCell>
              <TableCell className="py-2 text-muted">{target.reason ?? targetDraining(target) ?? ''}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
